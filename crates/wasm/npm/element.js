// <smtp-settings>: the whole settings form with its checks, as one form control. With `probe-url`, also the connection test.

import { attach } from "./attach.js";

const ROWS = [
  ["server", "Server address", "text"],
  ["port", "Port", "text"],
  ["security", "Secure connection", [["none", "None"], ["implicit_tls", "SSL (implicit TLS)"], ["starttls", "TLS (STARTTLS)"]]],
  ["method", "Sign in", [["password", "User name and password"], ["microsoft_oauth", "Microsoft OAuth"], ["none", "None"]]],
  ["username", "User name", "text", "password"],
  ["password", "Password", "password", "password"],
  ["client_id", "OAuth client ID", "text", "microsoft_oauth"],
  ["tenant_id", "OAuth tenant ID", "text", "microsoft_oauth"],
  ["client_secret", "OAuth client secret", "password", "microsoft_oauth"],
  ["from", "From", "text"],
  ["to", "To", "text"],
  ["cc", "Cc", "text"],
  ["bcc", "Bcc", "text"],
];

const STYLE = `
:host { display: block; font: inherit; color: inherit; }
.rows { display: grid; gap: var(--smtp-gap, 0.5rem); }
label { display: block; font-weight: 600; }
input, select { box-sizing: border-box; width: 100%; padding: 0.35rem 0.5rem; font: inherit; color: inherit;
  background: var(--smtp-field, transparent); border: 1px solid var(--smtp-line, currentColor); border-radius: var(--smtp-radius, 4px); }
:focus-visible { outline: 2px solid var(--smtp-accent, #0f6b63); outline-offset: 1px; }
[hidden] { display: none; }
.smtp-doctor-note { min-height: 1.35em; margin: 0.1em 0 0; font-size: 0.85em; overflow-wrap: anywhere; }
.smtp-doctor-note[data-severity=error] { color: var(--smtp-bad, #b3261e); }
.smtp-doctor-note[data-severity=warning] { color: var(--smtp-odd, #8a5200); }
button { font: inherit; padding: 0.3rem 0.8rem; color: inherit; background: transparent;
  border: 1px solid var(--smtp-accent, #0f6b63); border-radius: var(--smtp-radius, 4px); cursor: pointer; }
.smtp-doctor-fix { padding: 0 0.4rem; font-size: 0.95em; }
ol { padding-inline-start: 1.4rem; } li[data-outcome=failed] { color: var(--smtp-bad, #b3261e); font-weight: 600; }
li[data-outcome=skipped] { opacity: 0.7; }
`;

/** What portals call the secure connections, which `check` and the API accept too. */
const PORTAL_NAMES = new Map([["ssl", "implicit_tls"], ["tls", "starttls"]]);

export class SmtpSettings extends HTMLElement {
  static formAssociated = true;
  static observedAttributes = ["probe-url", "disabled"];

  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: "open", delegatesFocus: true });
  #attached;
  /** By name. No prototype, so that `constructor` and the like are not found. */
  #controls = Object.create(null);
  #profile;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
    const rows = element("div", { className: "rows" });
    for (const [name, label, kind, method] of ROWS) rows.append(this.#row(name, label, kind, method));
    const probe = element("button", { type: "button", textContent: "Test connection", hidden: true });
    probe.setAttribute("part", "probe");
    probe.addEventListener("click", () => this.probe());
    this.#controls.probe = probe;
    const verdict = element("div", { className: "verdict" });
    verdict.setAttribute("role", "status");
    verdict.setAttribute("part", "verdict");
    this.#controls.verdict = verdict;
    rows.append(probe, verdict);
    this.#root.append(rows);
    this.#controls.port.value = "587";
    this.#controls.security.value = "starttls";
    this.#showFieldsOfMethod();
    rows.addEventListener("input", () => this.#changed());
    rows.addEventListener("change", () => this.#changed());
    rows.addEventListener("smtp-check", ({ detail }) => this.#setValidity(detail.findings));
  }

  connectedCallback() {
    this.#attached ??= attach(this.#root.querySelector(".rows"), {
      checkUrl: this.getAttribute("check-url") ?? undefined,
      hasSavedSecret: this.hasAttribute("saved-secret"),
      note: (control) => this.#root.getElementById(`${control.name}-note`),
    });
    this.#changed();
  }

  disconnectedCallback() {
    this.#attached?.detach();
    this.#attached = undefined;
  }

  attributeChangedCallback() {
    this.#controls.probe.hidden = !this.hasAttribute("probe-url");
    for (const [name] of ROWS) this.#controls[name].disabled = this.hasAttribute("disabled");
  }

  formDisabledCallback(disabled) {
    for (const [name] of ROWS) this.#controls[name].disabled = disabled;
  }

  formResetCallback() {
    for (const [name] of ROWS) if (!["security", "method"].includes(name)) this.#controls[name].value = "";
    this.#changed();
  }

  /** The form's values as typed, in the format of `check` and `POST /api/v1/probes`. */
  get value() {
    return this.#attached?.form ?? {};
  }

  set value(form) {
    // Reads only our field names: a key such as `__proto__` in a foreign object reaches no control.
    const own = (object, name) => (object != null && Object.hasOwn(object, name) ? object[name] : undefined);
    for (const [name] of ROWS) {
      const value = own(own(form, "auth"), name) ?? own(form, name);
      if (["string", "number"].includes(typeof value)) {
        this.#controls[name].value = name === "security" ? (PORTAL_NAMES.get(value) ?? value) : value;
      }
    }
    this.#showFieldsOfMethod();
    this.#changed();
    this.#attached?.check();
  }

  /** The findings of the last check. */
  get findings() {
    return this.#attached?.findings ?? [];
  }

  /** The portal's profile (`GET /api/v1/profile`). Its name becomes part of the form's accessible label. */
  get profile() {
    return this.#profile;
  }

  set profile(profile) {
    this.#profile = profile;
    this.setAttribute("aria-label", profile?.name ? `E-mail settings of ${profile.name}` : "E-mail settings");
  }

  get form() { return this.#internals.form; }
  get name() { return this.getAttribute("name") ?? ""; }
  get validity() { return this.#internals.validity; }
  get validationMessage() { return this.#internals.validationMessage; }
  checkValidity() { return this.#internals.checkValidity(); }
  reportValidity() { return this.#internals.reportValidity(); }

  /** Checks now and shows every finding. */
  check() {
    return this.#attached.check();
  }

  /** Runs a connection test with the service at `probe-url`; resolves to its report. */
  async probe() {
    const findings = await this.check();
    if (findings.some((it) => it.severity === "error")) return undefined;
    const { probe, verdict } = this.#controls;
    probe.disabled = true;
    verdict.replaceChildren("Testing\u2026");
    try {
      const headers = { "content-type": "application/json", accept: "application/json" };
      const token = this.getAttribute("probe-token");
      if (token) headers.authorization = `Bearer ${token}`;
      const body = JSON.stringify({ settings: this.value });
      const answer = await fetch(this.getAttribute("probe-url"), { method: "POST", headers, body });
      const report = await answer.json();
      if (!answer.ok) throw new Error(report.detail ?? `the smtp-doctor service answered with HTTP status ${answer.status}`);
      verdict.replaceChildren(...summary(report));
      this.dispatchEvent(new CustomEvent("smtp-probe", { detail: { report }, bubbles: true, composed: true }));
      return report;
    } catch (error) {
      verdict.replaceChildren(`The test could not run: ${error.message}.`);
      return undefined;
    } finally {
      probe.disabled = false;
    }
  }

  #row(name, label, kind, method) {
    const control = Array.isArray(kind)
      ? element("select", {}, kind.map(([value, text]) => element("option", { value, textContent: text })))
      : element("input", { type: kind, autocomplete: "off", spellcheck: false });
    control.id = name;
    control.name = name;
    control.dataset.smtp = name === "method" ? "ignore" : name;
    control.setAttribute("part", "field");
    const note = element("p", { id: `${name}-note`, className: "smtp-doctor-note" });
    note.setAttribute("role", "status");
    this.#controls[name] = control;
    const row = element("div", {}, [element("label", { htmlFor: name, textContent: label }), control, note]);
    row.setAttribute("part", "row");
    row.dataset.method = method ?? "";
    return row;
  }

  #showFieldsOfMethod() {
    for (const row of this.#root.querySelectorAll("[data-method]")) {
      row.hidden = row.dataset.method !== "" && row.dataset.method !== this.#controls.method.value;
    }
  }

  #changed() {
    this.#showFieldsOfMethod();
    const data = new FormData();
    const prefix = this.name ? `${this.name}.` : "";
    for (const [name, , , method] of ROWS) {
      if (!method || method === this.#controls.method.value) data.append(prefix + name, this.#controls[name].value);
    }
    this.#internals.setFormValue(data);
  }

  #setValidity(findings) {
    const error = findings.find((it) => it.severity === "error");
    if (!error) {
      this.#internals.setValidity({});
      return;
    }
    const anchor = this.#controls[error.field] ?? this.#controls.server;
    this.#internals.setValidity({ customError: true }, error.detail || error.title, anchor);
  }
}

function element(name, properties, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** A short version of a report: its findings and stages. */
function summary(report) {
  const stages = report.stages.map((it) => {
    const item = element("li", { textContent: `${it.stage.replaceAll("_", " ")}: ${it.outcome}` });
    item.dataset.outcome = it.outcome;
    return item;
  });
  const found = report.findings.map((it) => {
    const title = it.entry?.title ?? it.id;
    return element("p", { textContent: it.detail ? `${title}. ${it.detail}` : title });
  });
  return [element("p", { textContent: report.passed ? "Every stage passed." : "The test failed." }), ...found, element("ol", {}, stages)];
}

if (!customElements.get("smtp-settings")) customElements.define("smtp-settings", SmtpSettings);
