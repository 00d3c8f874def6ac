import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

/** The folders of the core: everything except the renderer. */
export const CORE = ['client', 'host', 'shared', 'simulator', 'main', 'preload', 'web', 'cli', 'mcp'].map(
  (name) => `src/${name}`,
)

/**
 * Reads every source file that people write, with the comments, imports and exports found by the parser. Paths are
 * relative to the root.
 */
export function readSources(root) {
  return ['src', 'scripts', 'tests', 'bin'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|mjs|cjs|css)$/.test(name) && !name.endsWith('.generated.ts'))
      .map((name) => {
        const path = join(folder, name).replaceAll('\\', '/')
        const text = readFileSync(join(root, path), 'utf8')
        if (path.endsWith('.css')) return { path, text, comments: [] }
        const { comments, module } = parseSync(path, text)
        return { path, text, comments, module }
      }),
  )
}
