import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'vite'

/** The packages published besides the console: the folder of each, and its entry points below `src`. */
const PACKAGES = [
  { folder: 'packages/client', entries: { index: 'client/index', oauth1: 'client/oauth1/index' } },
  { folder: 'packages/simulator', entries: { index: 'simulator/index' } },
]
const FORMATS = { esm: 'module', cjs: 'commonjs' }

/** Bundles the code of the packages. Dependencies remain imports. */
export async function buildPackages() {
  for (const { folder, entries } of PACKAGES) {
    await build({
      logLevel: 'warn',
      configFile: false,
      publicDir: false,
      build: {
        ssr: true,
        outDir: join(folder, 'out'),
        emptyOutDir: true,
        target: 'node20',
        minify: false,
        rollupOptions: {
          input: Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, `src/${entry}.ts`])),
          // Comments are kept in the declarations, where editors show them.
          output: Object.keys(FORMATS).map((format) => ({
            comments: false,
            format,
            entryFileNames: `${format}/[name].js`,
            chunkFileNames: `${format}/[name]-[hash].js`,
          })),
        },
      },
    })
    writeFileSync(join(folder, 'out/cjs/package.json'), '{"type":"commonjs"}\n')
  }
}

/** Writes the declarations that the entries of the packages refer to. */
export function buildPackageTypes() {
  const compiler = spawnSync(
    process.execPath,
    ['node_modules/typescript/bin/tsc', '-b', 'src/client', 'src/simulator'],
    { stdio: 'inherit' },
  )
  if (compiler.status !== 0) process.exit(compiler.status ?? 1)
  for (const { folder, entries } of PACKAGES) {
    const declarations = collectDeclarations(Object.values(entries).map((entry) => `${entry}.d.ts`))
    for (const [format, type] of Object.entries(FORMATS)) {
      const target = join(folder, 'out/types', format)
      rmSync(target, { recursive: true, force: true })
      for (const [name, text] of declarations) {
        mkdirSync(dirname(join(target, name)), { recursive: true })
        writeFileSync(join(target, name), text)
      }
      // Both module systems have the same declarations: the nearest package.json states which system they describe.
      writeFileSync(join(target, 'package.json'), `${JSON.stringify({ type })}\n`)
    }
  }
}

/**
 * Returns the declarations reachable from the entries, by path. Imports get the extension `.js`, which every compiler
 * accepts.
 */
function collectDeclarations(entries) {
  const found = new Map()
  const pending = [...entries]
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (found.has(name)) continue
    const text = readFileSync(join('.tsbuild/src', name), 'utf8')
    const folder = dirname(name)
    found.set(
      name,
      text.replace(/(from |import\(|import )(['"])(\.{1,2}\/[^'"]+)\.ts\2/g, (_, before, quote, path) => {
        pending.push(join(folder, `${path}.d.ts`))
        return `${before}${quote}${path}.js${quote}`
      }),
    )
  }
  return found
}
