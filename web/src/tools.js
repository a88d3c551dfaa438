// Loads the modules and texts beside the page. Each is fetched once, on demand.

export async function load(name) {
  const tool = await import(new URL(`${name}.js`, document.baseURI).href);
  await tool.default();
  return tool;
}

let pending;

export function texts() {
  // The file's name changes with its content, so a page opened before an update never gets newer texts.
  const { content } = document.querySelector("meta[name=smtp-doctor-texts]");
  pending ??= fetch(new URL(content, document.baseURI)).then((answer) => {
    if (!answer.ok) throw new Error(answer.status);
    return answer.text();
  });
  // A failed fetch is forgotten, so the next call tries again.
  pending.catch(() => { pending = undefined; });
  return pending;
}
