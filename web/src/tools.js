// Loads the modules and texts beside the page. Each is fetched once, on demand.

export async function load(name) {
  const tool = await import(new URL(`${name}.js`, document.baseURI).href);
  await tool.default();
  return tool;
}

let pending;

export function texts() {
  pending ??= fetch(new URL("texts.txt", document.baseURI)).then((answer) => {
    if (!answer.ok) throw new Error(answer.status);
    return answer.text();
  });
  // A failed fetch is forgotten, so the next call tries again.
  pending.catch(() => { pending = undefined; });
  return pending;
}
