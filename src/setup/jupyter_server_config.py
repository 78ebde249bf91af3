"""What the workbook's Jupyter server does beyond its defaults. `npm start` copies this file into its environment."""


def without_pictures(model, **_):
    """Saves a plot without the PNG that JupyterLab's Plotly extension adds to it.

    That picture is as wide as the window was, and is shown in the plot's place, stretched, when the notebook is opened
    again. The plot itself is saved anyway, and so is an SVG, for readers without JavaScript.
    """
    if model["type"] != "notebook" or model["content"]["nbformat"] != 4:
        return
    for cell in model["content"]["cells"]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if {"application/vnd.plotly.v1+json", "image/svg+xml"} <= data.keys():
                data.pop("image/png", None)


c.ContentsManager.pre_save_hook = without_pictures  # Jupyter gives this file its `c`
