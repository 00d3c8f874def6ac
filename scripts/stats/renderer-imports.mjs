/** Layers of src/renderer, lowest first: a file imports from its own layer and lower layers. */
const LAYERS = [['ui', 'platform'], ['stores'], ['commands'], ['features'], ['app.tsx', 'feeds.ts', 'main.tsx']]

const layerOf = (path) => LAYERS.findIndex((names) => names.includes(path.split('/')[2]))
const inRenderer = (path) => path.startsWith('src/renderer/') && layerOf(path) >= 0
const featureOf = (path) => /^src\/renderer\/features\/([^/]+)\//.exec(path)?.[1]

/**
 * Returns the imports of the renderer that break its layers. `upward`: into a higher layer. `inner`: into another
 * feature without using its `index.ts`.
 * @param files {readonly { path: string, imports: readonly string[] }[]} paths relative to the root
 */
export function findRendererImports(files) {
  const all = files
    .filter(({ path }) => inRenderer(path))
    .flatMap(({ path, imports }) => imports.map((to) => ({ from: path, to })))
    .filter(({ to }) => inRenderer(to) && /\.tsx?$/.test(to))
  return {
    count: all.length,
    upward: all.filter(({ from, to }) => layerOf(to) > layerOf(from)),
    inner: all.filter(({ from, to }) => {
      const feature = featureOf(to)
      return feature !== undefined && feature !== featureOf(from) && !to.endsWith(`/features/${feature}/index.ts`)
    }),
  }
}
