// Checks an existing form with the platform's own validation (setCustomValidity). Changes a value only when the user
// applies a fix. detach() restores the form.

import { check, checkAddress, checkAddressList } from "./index.js";

/** Common control names for each field. `data-smtp` and options.fields take precedence. */
const NAMES = {
  server: /^(smtp[-_ ]?)?(server|host(name)?)([-_ ]?(address|name))?$/i,
  port: /^(smtp[-_ ]?)?(server[-_ ]?)?port$/i,
  security: /^(smtp[-_ ]?)?(security|secure([-_ ]?connection)?|encryption|ssl|tls)$/i,
  username: /^(smtp[-_ ]?)?(user([-_ ]?name)?|login)$/i,
  password: /^(smtp[-_ ]?)?pass(word)?$/i,
  client_id: /^(oauth[-_ ]?)?client[-_ ]?id$/i,
  tenant_id: /^(oauth[-_ ]?)?tenant([-_ ]?id)?$/i,
  client_secret: /^(oauth[-_ ]?)?client[-_ ]?secret$/i,
  access_token: /^(oauth[-_ ]?)?access[-_ ]?token$/i,
  from: /^(mail[-_ ]?)?(from|sender)([-_ ]?(address|e?-?mail))?$/i,
  to: /^(mail[-_ ]?)?(to|recipients?)([-_ ]?address(es)?)?$/i,
  cc: /^(mail[-_ ]?)?cc$/i,
  bcc: /^(mail[-_ ]?)?bcc$/i,
};

const SECRETS = ["password", "client_secret", "access_token"];

/** How forms name the kinds of connection security. */
const SECURITY = [
  [/^(none|no|off|0|false|plain)?$/i, "none"],
  [/(starttls|explicit|^tls)/i, "starttls"],
  [/(ssl|implicit|smtps)/i, "implicit_tls"],
];

const SECURITY_LABELS = new Map([
  ["none", "no encryption"], ["implicit_tls", "SSL (implicit TLS)"], ["starttls", "TLS (STARTTLS)"],
]);

/** Milliseconds between the last key press and the check. */
const DEBOUNCE = 30;

let count = 0;

export function attach(root, options = {}) {
  return new Attached(root, options);
}

class Attached {
  #root;
  #options;
  #fields = new Map();
  #lists = new Map();
  #notes = new Map();
  #visited = new Set();
  #messages = new Map();
  #stop = new AbortController();
  #timer;
  #turn = 0;
  #saved;
  #findings = [];
  #ready;
  /** `waiting`, `on`, `remote` (the service checks) or `off` (only the platform's own rules apply). */
  state = "waiting";

  constructor(root, options) {
    this.#root = root;
    this.#options = options;
    this.#map();
    this.#saved = this.#savedEndpoint();
    const on = (type, listener) => root.addEventListener(type, listener, { signal: this.#stop.signal });
    on("input", (event) => this.#schedule(event.target, false));
    on("change", (event) => this.#schedule(event.target, true));
    on("focusout", (event) => this.#schedule(event.target, true));
    on("reset", () => this.#schedule(undefined, false));
    // On submit, browsers fire `invalid` at each invalid control: show all findings then.
    root.addEventListener("invalid", (event) => this.#show(event.target), { capture: true, signal: this.#stop.signal });
    this.#ready = this.#run();
  }

  /** Resolves when the first check is done. */
  get ready() {
    return this.#ready;
  }

  /** The findings of the last check. */
  get findings() {
    return this.#findings;
  }

  /** Whether a secret is stored for the current server and port. */
  get hasSavedSecret() {
    return this.#saved?.kept ?? false;
  }

  /** The form's values as they are checked. */
  get form() {
    return this.#form();
  }

  /** Checks now and shows every finding. */
  async check() {
    for (const control of this.#controls()) this.#visited.add(control);
    await this.#run();
    return this.#findings;
  }

  /** Enters a fix into the controls as if the user had typed it. */
  apply(fix) {
    for (const [field, value] of Object.entries(fix)) {
      const control = this.#fields.get(field);
      if (control) write(control, field, value);
    }
    this.#emit("smtp-apply", { fix });
  }

  /** Applies the fix shown at a control. A single address field has no field name, so it takes the fix's only value. */
  #applyAt(control, fix) {
    if (this.#lists.has(control)) {
      write(control, "", Object.values(fix)[0]);
      this.#emit("smtp-apply", { fix });
    } else {
      this.apply(fix);
    }
  }

  /** Restores the form and stops checking it. */
  detach() {
    this.#stop.abort();
    clearTimeout(this.#timer);
    this.#turn += 1;
    for (const control of this.#controls()) {
      this.#setMessage(control, "");
      this.#describe(control, false);
      this.#notes.get(control)?.remove();
    }
    this.#root.removeAttribute("data-smtp-doctor-state");
  }

  #map() {
    const controls = [...this.#root.querySelectorAll("input, select, textarea")];
    const wanted = this.#options.fields ?? {};
    for (const control of controls) {
      if (["hidden", "submit", "button", "reset", "image", "file"].includes(control.type)) continue;
      const mark = control.dataset.smtp;
      if (mark === "address" || mark === "addresses") {
        this.#lists.set(control, mark);
      } else if (mark === "ignore") {
        continue;
      } else if (mark) {
        this.#fields.set(mark, control);
      }
    }
    for (const [field, where] of Object.entries(wanted)) {
      const control = typeof where === "string" ? this.#root.querySelector(`[name="${CSS.escape(where)}"]`) : where;
      if (control) this.#fields.set(field, control);
    }
    if (this.#options.guess === false || (this.#lists.size && !this.#fields.size)) return;
    const taken = new Set([...this.#fields.values(), ...this.#lists.keys()]);
    for (const control of controls) {
      if (taken.has(control) || control.dataset.smtp === "ignore" || !control.name) continue;
      const name = control.name.replace(/^.*[.[]/, "").replace(/\]$/, "");
      const field = Object.keys(NAMES).find((it) => NAMES[it].test(name) && !this.#fields.has(it));
      if (field) this.#fields.set(field, control);
    }
  }

  *#controls() {
    yield* this.#fields.values();
    yield* this.#lists.keys();
  }

  /** The server and port that a stored secret is bound to. Without the binding it could be sent to any host. */
  #savedEndpoint() {
    const marked = SECRETS.some((it) => this.#fields.get(it)?.dataset.smtpSavedSecret !== undefined);
    const saved = this.#options.hasSavedSecret ?? marked;
    return saved ? { endpoint: this.#endpoint(), kept: true } : undefined;
  }

  #endpoint() {
    return JSON.stringify(["server", "port"].map((it) => this.#text(it).trim().toLowerCase()));
  }

  #text(field) {
    const control = this.#fields.get(field);
    return control ? read(control, field) : "";
  }

  #form() {
    const form = {};
    for (const field of ["server", "port", "from", "to", "cc", "bcc"]) form[field] = this.#text(field);
    form.security = this.#options.security ?? (this.#text("security") || "none");
    const text = (field) => this.#text(field);
    if (this.#fields.has("client_id") && visible(this.#fields.get("client_id"))) {
      form.auth = { method: "microsoft_oauth", tenant_id: text("tenant_id"), client_id: text("client_id"),
        client_secret: text("client_secret"), username: text("username") };
    } else if (this.#fields.has("access_token") && visible(this.#fields.get("access_token"))) {
      form.auth = { method: "access_token", username: text("username"), access_token: text("access_token") };
    } else if (text("username") || text("password")) {
      form.auth = { method: "password", username: text("username"), password: text("password") };
    } else {
      form.auth = { method: "none" };
    }
    return form;
  }

  #schedule(control, visit) {
    if (visit && control) this.#visited.add(control);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), DEBOUNCE);
  }

  #show(control) {
    if (this.#visited.has(control)) return;
    this.#visited.add(control);
    this.#schedule(control, true);
  }

  async #run() {
    const turn = (this.#turn += 1);
    this.#bindSecret();
    const found = [];
    let state = "on";
    try {
      if (this.#fields.size) {
        const { findings } = await check(this.#form(), { text: this.#options.text ?? false });
        found.push(...findings.map((finding) => [this.#fields.get(finding.field), finding]));
      }
      for (const [control, kind] of this.#lists) {
        const { findings } = await (kind === "address" && control.value.trim() === ""
          ? { findings: [] }
          : kind === "address" ? checkAddress(control.value) : checkAddressList(control.value));
        found.push(...findings.map((finding) => [control, finding]));
      }
    } catch {
      // WebAssembly is blocked, or its files are missing.
      state = await this.#checkRemotely(found);
    }
    // Outdated: a newer check has started, or the form was detached.
    if (turn !== this.#turn) return;
    this.state = state;
    this.#root.setAttribute("data-smtp-doctor-state", state);
    this.#render(found.filter(([, finding]) => !this.#excused(finding)));
  }

  async #checkRemotely(found) {
    const url = this.#options.checkUrl;
    if (!url || !this.#fields.size) return "off";
    try {
      const form = this.#form();
      // A check needs to know only whether a secret was entered, so never send it.
      for (const secret of SECRETS) if (form.auth[secret]) form.auth[secret] = "typed";
      const answer = await fetch(url, {
        method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(form),
      });
      const { findings } = await answer.json();
      for (const finding of findings) {
        finding.title ??= finding.entry?.title ?? "";
        found.push([this.#fields.get(finding.field), finding]);
      }
      return "remote";
    } catch {
      return "off";
    }
  }

  /** A blank secret is fine if one is stored. */
  #excused(finding) {
    const blank = finding.id === "password-blank" || (finding.id === "oauth-field-blank" && SECRETS.includes(finding.field));
    return blank && this.hasSavedSecret;
  }

  #bindSecret() {
    if (!this.#saved) return;
    const kept = this.#endpoint() === this.#saved.endpoint;
    if (kept === this.#saved.kept) return;
    this.#saved.kept = kept;
    for (const field of SECRETS) {
      const control = this.#fields.get(field);
      if (control && kept) control.dataset.smtpSavedSecret = "";
      else if (control) delete control.dataset.smtpSavedSecret;
    }
    this.#emit("smtp-secret", { saved: kept });
  }

  #render(found) {
    this.#findings = found.map(([, finding]) => finding);
    for (const control of this.#controls()) {
      const here = found.filter(([at]) => at === control).map(([, finding]) => finding);
      const error = here.find((it) => it.severity === "error");
      this.#setMessage(control, error ? findingText(error) : "");
      const shown = this.#visited.has(control) ? (error ?? here.find((it) => it.severity === "warning")) : undefined;
      this.#note(control, shown);
    }
    this.#emit("smtp-check", { findings: this.#findings });
  }

  /** Sets our validation message. Never overwrites a message from another script. */
  #setMessage(control, message) {
    const ours = this.#messages.get(control) ?? "";
    if (control.validity?.customError && control.validationMessage !== ours) return;
    control.setCustomValidity?.(message);
    this.#messages.set(control, message);
  }

  /** The note below a control. Its space is reserved from the start, so the layout never shifts. */
  #note(control, finding) {
    let note = this.#notes.get(control);
    if (!note) {
      note = this.#options.note?.(control) ?? insertNote(control);
      note.id ||= `smtp-doctor-note-${(count += 1)}`;
      note.classList.add("smtp-doctor-note");
      note.setAttribute("part", "note");
      this.#notes.set(control, note);
      this.#describe(control, true);
    }
    const key = finding ? `${finding.id} ${finding.detail}` : "";
    if (note.dataset.finding === key) return;
    note.dataset.finding = key;
    note.dataset.severity = finding?.severity ?? "";
    const text = document.createElement("span");
    text.textContent = finding ? findingText(finding) : "";
    // Our own notes are one line; the title has the full text.
    text.style.cssText = note.style.height ? "min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap" : "";
    text.title = note.style.height ? text.textContent : "";
    note.replaceChildren(text);
    if (finding?.fix) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label(finding.fix);
      button.className = "smtp-doctor-fix";
      button.setAttribute("part", "fix");
      if (note.style.height) button.style.cssText = "flex:none;height:1.5em;padding:0 0.4em;font:inherit;line-height:1";
      button.addEventListener("click", () => this.#applyAt(control, finding.fix), { signal: this.#stop.signal });
      note.append(" ", button);
    }
  }

  #describe(control, on) {
    const id = this.#notes.get(control)?.id;
    if (!id) return;
    const ids = new Set((control.getAttribute("aria-describedby") ?? "").split(/\s+/).filter(Boolean));
    if (on) ids.add(id);
    else ids.delete(id);
    if (ids.size) control.setAttribute("aria-describedby", [...ids].join(" "));
    else control.removeAttribute("aria-describedby");
  }

  #emit(type, detail) {
    this.#root.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

function insertNote(control) {
  const note = document.createElement("span");
  note.setAttribute("role", "status");
  note.style.cssText = "display:flex;gap:0.5em;height:1.5em;line-height:1.5em;margin:0.15em 0 0;font-size:0.85em";
  // Not inside the label: the finding would become part of the control's accessible name.
  (control.closest("label") ?? control).insertAdjacentElement("afterend", note);
  return note;
}

const findingText = (finding) => finding.detail || finding.title;

/** The label of a fix button. */
function label(fix) {
  const parts = Object.entries(fix).map(([field, value]) =>
    field === "security" ? SECURITY_LABELS.get(value) : field === "port" ? `port ${value}` : value);
  return `Use ${parts.join(", ")}`;
}

const visible = (control) => !control.disabled && control.getClientRects().length > 0;

function read(control, field) {
  if (field !== "security") return control.value;
  const radio = control.type === "radio" ? control.form?.elements.namedItem(control.name)?.value : undefined;
  const value = control.type === "checkbox" ? (control.checked ? (control.value === "on" ? "tls" : control.value) : "none")
    : (radio ?? control.value);
  return SECURITY.find(([pattern]) => pattern.test(value.trim()))?.[1] ?? "none";
}

/** Sets a value as typing does, so that frameworks with controlled inputs (React) notice the change. */
function write(control, field, value) {
  const set = (element, property, it) => {
    const owner = Object.getPrototypeOf(element);
    Object.getOwnPropertyDescriptor(owner, property).set.call(element, it);
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  };
  if (field !== "security") {
    set(control, "value", value);
    return;
  }
  const means = (text) => SECURITY.find(([pattern]) => pattern.test(text.trim()))?.[1];
  if (control.type === "checkbox") {
    set(control, "checked", value !== "none");
  } else if (control.type === "radio") {
    const choice = [...control.form.elements.namedItem(control.name)].find((it) => means(it.value) === value);
    if (choice) set(choice, "checked", true);
  } else {
    const option = [...(control.options ?? [])].find((it) => means(it.value) === value);
    if (option) set(control, "value", option.value);
  }
}
