// <smtp-settings> in a frame: what it finds goes to the page around it, and what that page says is taken from it alone.
// The page names itself in the address (/embed?origin=https://portal.example.com); the server decides who may frame.

import "./element.js";

const settings = document.querySelector("smtp-settings");
const origin = new URLSearchParams(location.search).get("origin");

function tell(type, detail) {
  if (origin) parent.postMessage({ type: `smtp-doctor:${type}`, ...detail }, origin);
}

addEventListener("message", ({ data, origin: from, source }) => {
  if (from !== origin || source !== parent || typeof data !== "object" || data === null) return;
  if (data.type === "smtp-doctor:fill") settings.value = data.form ?? {};
  if (data.type === "smtp-doctor:token") settings.setAttribute("probe-token", String(data.token));
  if (data.type === "smtp-doctor:check") settings.check();
});

for (const type of ["check", "apply", "probe"]) {
  settings.addEventListener(`smtp-${type}`, ({ detail }) => tell(type, detail));
}

new ResizeObserver(() => tell("resize", { height: document.documentElement.scrollHeight })).observe(document.body);
tell("ready", {});
