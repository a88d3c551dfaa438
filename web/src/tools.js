// Loads a module that a part of the page needs. It lies beside the page under a fixed name.
export async function load(name) {
  const tool = await import(new URL(`${name}.js`, document.baseURI).href);
  await tool.default();
  return tool;
}
