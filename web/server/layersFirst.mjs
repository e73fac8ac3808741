// The layers of the stylesheets, weakest first (src/ui/styles).
const ORDER = '@layer tokens, base, layout, controls, components, pages, states;\n';

/**
 * Vite plugin: writes the order of the layers before every stylesheet. The first file a browser
 * happens to read decides the order, and with styles per page that could be any of them.
 */
export function layersFirst() {
  return {
    name: 'vatra-layers-first',
    enforce: 'pre',
    transform(code, id) {
      const isStyle = /\.css(\?|$)/.test(id);
      return isStyle && !id.includes('node_modules')
        ? { code: ORDER + code, map: null }
        : undefined;
    },
  };
}
