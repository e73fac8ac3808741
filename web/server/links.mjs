/**
 * @typedef {Record<string, { file: string, css?: string[], imports?: string[], dynamicImports?: string[], isEntry?: boolean }>} Manifest
 */

/**
 * The stylesheets and modules a page needs, for its head: without them the browser would learn of
 * each only from the one before, and show the page unstyled meanwhile. Parts a page loads when they
 * are seen give their styles only; their code may wait.
 *
 * @param {Manifest} manifest
 */
export function createLinks(manifest) {
  const inTemplate = collect(
    manifest,
    Object.keys(manifest).filter((name) => manifest[name]?.isEntry),
  );

  /** @param {readonly string[]} names sources, as the manifest names them */
  return (names) => {
    const pages = names.filter((name) => name.endsWith('.vue'));
    const later = new Set(pages.flatMap((name) => manifest[name]?.dynamicImports ?? []));
    const first = collect(
      manifest,
      names.filter((name) => !later.has(name)),
    );
    const { styles } = collect(manifest, names);
    const css = [...styles].filter((file) => !inTemplate.styles.has(file));
    const modules = [...first.scripts].filter((file) => !inTemplate.scripts.has(file));
    return [
      ...css.map((file) => `<link rel="stylesheet" href="/${file}">`),
      ...modules.map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`),
    ].join('');
  };
}

/**
 * The files of these sources and of everything they import at once.
 *
 * @param {Manifest} manifest
 * @param {readonly string[]} names
 */
export function collect(manifest, names) {
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
