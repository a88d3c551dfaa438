// The functions of smtp-doctor. Nothing is loaded until the first call; each part is loaded once.

/** A module of WebAssembly: its glue, and where its code lies. Bundlers read these lines, so they are spelled out. */
const MODULES = {
  address: [() => import("./address.js"), () => new URL("./address_bg.wasm", import.meta.url)],
  validator: [() => import("./validator.js"), () => new URL("./validator_bg.wasm", import.meta.url)],
  explain: [() => import("./explain.js"), () => new URL("./explain_bg.wasm", import.meta.url)],
  message: [() => import("./message.js"), () => new URL("./message_bg.wasm", import.meta.url)],
};

const loaded = new Map();

/** What `make` resolves to; a failure is not kept, so that who asks again tries again. */
function once(name, make) {
  let coming = loaded.get(name);
  if (!coming) {
    coming = make();
    loaded.set(name, coming);
    coming.catch(() => loaded.delete(name));
  }
  return coming;
}

/** The content of a file of this package. Node fetches no files, browsers nothing else. */
async function content(url) {
  if (url.protocol === "file:") {
    const fs = "node:fs/promises";
    return (await import(/* @vite-ignore */ fs)).readFile(url);
  }
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
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

/** A module with the words of the catalogue. */
async function worded(name) {
  const module = await load(name);
  await once(`${name} texts`, async () => {
    const file = await content(new URL("./texts.txt", import.meta.url));
    module.install(typeof file.text === "function" ? await file.text() : file.toString("utf8"));
  });
  return module;
}

/** Findings say what they are by a title; the rest of an entry is there only where its words are. */
function answer(json) {
  const result = JSON.parse(json);
  for (const finding of result.findings) {
    finding.title = finding.entry?.title ?? "";
    if (!finding.entry?.meaning) delete finding.entry;
  }
  return result;
}

// An address check takes the small module, unless a larger one is there already.
const forAddresses = () => loaded.get("validator") ?? loaded.get("explain") ?? load("address");
const forForms = (options) =>
  options?.text === false ? (loaded.get("explain") ?? load("validator")) : worded("validator");

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
  const module = await worded("explain");
  const result = JSON.parse(module.explain(String(text), options?.settings ? JSON.stringify(options.settings) : ""));
  return described(result, module);
}

export async function checkMessage(raw) {
  const bytes = typeof raw === "string" ? new TextEncoder().encode(raw) : raw;
  const result = JSON.parse((await load("message")).checkMessage(bytes));
  return described(result, await worded("validator"));
}

/** Findings that came without their entries, with them. */
async function described(result, module) {
  const entries = await all(module);
  for (const finding of result.findings) {
    finding.entry = entries.get(finding.id);
    finding.title = finding.entry?.title ?? "";
  }
  return result;
}

async function all(module) {
  return new Map(JSON.parse(module.findings()).entries.map((entry) => [entry.slug, entry]));
}

export async function findings() {
  return JSON.parse((await worded("validator")).findings());
}

export async function finding(slug) {
  return (await all(await worded("validator"))).get(slug);
}

export async function version() {
  return (await forAddresses()).version();
}

/** Loads what a form will need, so that the first check does not wait for it. */
export async function preload() {
  await load("validator");
}
