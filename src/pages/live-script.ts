/**
 * The one script of a page: it loads plotly.js and draws each figure over its picture when it is nearly in sight. If
 * plotly.js cannot be loaded, the pictures stay.
 */
import { createHash } from "node:crypto";

const SCRIPT = `
const url = document.currentScript.dataset.plotly;
const figures = [...document.querySelectorAll(".figure")];

function draw(figure) {
  const place = figure.querySelector(".live");
  const { data, layout, frames, config } = JSON.parse(figure.querySelector("script").textContent);
  const width = layout?.width ?? 700;
  const scale = Math.max(0.75, Math.min(1, figure.clientWidth / width));
  const small = scale < 1; // there a finger scrolls the page, not the plot
  const all = { data, frames, layout: { height: 450, ...layout, width, ...(small && { dragmode: false }) } };
  figure.classList.add("is-live");
  place.style.transform = small ? "scale(" + scale + ")" : "";
  place.style.height = scale * all.layout.height + "px";
  place.style.width = scale * width + "px";
  return Plotly.newPlot(place, { ...all, config: { ...config, displaylogo: false, displayModeBar: small ? false : "hover" } })
    .catch(() => figure.classList.remove("is-live"));
}

function begin() {
  const watch = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        watch.unobserve(target);
        draw(target);
      }
    },
    { rootMargin: "600px" },
  );
  for (const figure of figures) watch.observe(figure);
}

if (figures.length > 0) {
  const script = document.createElement("script");
  script.src = url;
  script.onload = begin;
  document.head.append(script);
}
`;

/** As a Content-Security-Policy names the script. */
export const liveScriptHash = `'sha256-${createHash("sha256").update(SCRIPT).digest("base64")}'`;

/** @param plotly where plotly.js is, as seen from the page; escaped */
export function liveScript(plotly: string): string {
  return `<script data-plotly="${plotly}">${SCRIPT}</script>`;
}
