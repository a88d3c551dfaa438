// What parts of the page need lies beside it under fixed names, and is fetched once.

export async function load(name) {
  const tool = await import(new URL(`${name}.js`, document.baseURI).href);
  await tool.default();
  return tool;
}

let coming;

export function texts() {
  coming ??= fetch(new URL("texts.txt", document.baseURI)).then((answer) => {
    if (!answer.ok) throw new Error(answer.status);
    return answer.text();
  });
  // A failure is not kept: who asks again, tries again.
  coming.catch(() => { coming = undefined; });
  return coming;
}
