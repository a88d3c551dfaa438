// <smtp-settings> in a frame. It posts its events to the embedding page and accepts messages only from that page, whose
// origin is in the URL (/embed?origin=https://portal.example.com). The service decides which pages may frame it.

import "./element.js";

const settings = document.querySelector("smtp-settings");
const origin = new URLSearchParams(location.search).get("origin");

function post(type, detail) {
  if (origin) parent.postMessage({ type: `smtp-doctor:${type}`, ...detail }, origin);
}

addEventListener("message", ({ data, origin: from, source }) => {
  if (from !== origin || source !== parent || typeof data !== "object" || data === null) return;
  if (data.type === "smtp-doctor:fill") settings.value = data.form ?? {};
  if (data.type === "smtp-doctor:token") settings.setAttribute("probe-token", String(data.token));
  if (data.type === "smtp-doctor:check") settings.check();
});

for (const type of ["check", "apply", "probe"]) {
  settings.addEventListener(`smtp-${type}`, ({ detail }) => post(type, detail));
}

new ResizeObserver(() => post("resize", { height: document.documentElement.scrollHeight })).observe(document.body);
post("ready", {});
