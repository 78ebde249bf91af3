"""nbgrader's settings: this folder is a course folder as nbgrader wants it.

Its sources are in source/, the students' copies in release/: `nbgrader generate_assignment`
makes the same as `npm run release`.
"""

c = get_config()  # noqa: F821 (nbgrader defines it)

c.CourseDirectory.course_id = "neural-networks"

# What takes the place of a solution. The key is the language of the notebooks' kernel.
c.ClearSolutions.code_stub = {"typescript": 'throw new Error("write your code here");'}

# A cell that runs longer is interrupted, and gives no points.
c.ExecutePreprocessor.timeout = 120
c.ExecutePreprocessor.interrupt_on_timeout = True

# Hidden tests are restored for grading; students see neither their text nor what they put out.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
