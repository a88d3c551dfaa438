// The functions of smtp-doctor. Modules are loaded on the first call that needs them, each once.

/** Each WebAssembly module: its JavaScript glue and its code. Spelled out, because bundlers read these lines. */
const MODULES = {
  address: [() => import("./address.js"), () => new URL("./address_bg.wasm", import.meta.url)],
  validator: [() => import("./validator.js"), () => new URL("./validator_bg.wasm", import.meta.url)],
  explain: [() => import("./explain.js"), () => new URL("./explain_bg.wasm", import.meta.url)],
  message: [() => import("./message.js"), () => new URL("./message_bg.wasm", import.meta.url)],
};

const loaded = new Map();

/** Caches the promise of `make`. A failure is forgotten, so the next call tries again. */
function once(name, make) {
  let pending = loaded.get(name);
  if (!pending) {
    pending = make();
    loaded.set(name, pending);
    pending.catch(() => loaded.delete(name));
  }
  return pending;
}

/** The content of a file of this package. Node's fetch() cannot read files, and browsers can only fetch. */
async function content(url) {
  if (url.protocol === "file:") {
    const fs = "node:fs/promises";
    return (await import(/* @vite-ignore */ fs)).readFile(url);
  }
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`Cannot load ${url}: HTTP status ${answer.status}`);
  return answer;
}

function load(name) {
  return once(name, async () => {
    const [glue, code] = MODULES[name];
    const module = await glue();
    await module.default({ module_or_path: content(code()) });
    return module;
  });
}

/** A module with the text of the catalogue's entries. */
async function withTexts(name) {
  const module = await load(name);
  await once(`${name} texts`, async () => {
    const file = await content(new URL("./texts.txt", import.meta.url));
    module.install(typeof file.text === "function" ? await file.text() : file.toString("utf8"));
  });
  return module;
}

/** Adds a title to each finding, and removes entries whose text is not loaded. */
function answer(json) {
  const result = JSON.parse(json);
  for (const finding of result.findings) {
    finding.title = finding.entry?.title ?? "";
    if (!finding.entry?.meaning) delete finding.entry;
  }
  return result;
}

// Address checks use a larger module if one is loaded, else the small one.
const forAddresses = () => loaded.get("validator") ?? loaded.get("explain") ?? load("address");
const forForms = (options) =>
  options?.text === false ? (loaded.get("explain") ?? load("validator")) : withTexts("validator");

export async function checkAddress(typed) {
  return answer((await forAddresses()).checkAddress(String(typed)));
}

export async function checkAddressList(typed) {
  return answer((await forAddresses()).checkAddressList(String(typed)));
}

export async function check(form, options) {
  return answer((await forForms(options)).check(JSON.stringify(form)));
}

export async function explain(text, options) {
  const module = await withTexts("explain");
  const result = JSON.parse(module.explain(String(text), options?.settings ? JSON.stringify(options.settings) : ""));
  return described(result, module);
}

export async function checkMessage(raw) {
  const bytes = typeof raw === "string" ? new TextEncoder().encode(raw) : raw;
  const result = JSON.parse((await load("message")).checkMessage(bytes));
  return described(result, await withTexts("validator"));
}

/** Adds each finding's entry and title. */
async function described(result, module) {
  const entries = await entriesBySlug(module);
  for (const finding of result.findings) {
    finding.entry = entries.get(finding.id);
    finding.title = finding.entry?.title ?? "";
  }
  return result;
}

async function entriesBySlug(module) {
  return new Map(JSON.parse(module.findings()).entries.map((entry) => [entry.slug, entry]));
}

export async function findings() {
  return JSON.parse((await withTexts("validator")).findings());
}

export async function finding(slug) {
  return (await entriesBySlug(await withTexts("validator"))).get(slug);
}

export async function version() {
  return (await forAddresses()).version();
}

/** Loads the module for form checks, so that the first check starts at once. */
export async function preload() {
  await load("validator");
}
