/**
 * The stylesheets and modules a page needs, for its head: without them the browser would learn of
 * each only from the one before, and show the page unstyled meanwhile.
 *
 * @param {Record<string, { file: string, css?: string[], imports?: string[], isEntry?: boolean }>} manifest
 */
export function createLinks(manifest) {
  const inTemplate = collect(
    manifest,
    Object.keys(manifest).filter((name) => manifest[name]?.isEntry),
  );

  /** @param {readonly string[]} names sources, as the manifest names them */
  return (names) => {
    const { scripts, styles } = collect(manifest, names);
    const css = [...styles].filter((file) => !inTemplate.styles.has(file));
    const modules = [...scripts].filter((file) => !inTemplate.scripts.has(file));
    return [
      ...css.map((file) => `<link rel="stylesheet" href="/${file}">`),
      ...modules.map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`),
    ].join('');
  };
}

function collect(manifest, names) {
  const seen = new Set();
  const scripts = new Set();
  const styles = new Set();
  const queue = [...names];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const chunk = manifest[name];
    if (chunk === undefined || seen.has(name)) continue;
    seen.add(name);
    scripts.add(chunk.file);
    for (const file of chunk.css ?? []) styles.add(file);
    queue.push(...(chunk.imports ?? []));
  }
  return { scripts, styles };
}
