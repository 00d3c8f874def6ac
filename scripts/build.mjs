// npm run build: builds everything. With --console: only what `npm start` needs, which builds it if it is missing. With
// --library: only what programs import.
import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { BUILD_STAMP } from './build-state.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
// Set for test runs too: otherwise the build contains React's development code and local paths.
process.env.NODE_ENV = 'production'
const consoleOnly = process.argv.includes('--console')
const libraryOnly = process.argv.includes('--library')

async function step(name, run) {
  const started = performance.now()
  process.stderr.write(`Building ${name} … `)
  await run()
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`)
}

const quiet = { logLevel: 'warn' }

if (!libraryOnly) {
  await step('the window', () => build({ ...quiet, configFile: 'vite.renderer.config.ts' }))
  await step('the host', () => build({ ...quiet, configFile: 'vite.node.config.ts' }))
  await step('the desktop shell', async () => {
    const { build: buildShell } = await import('electron-vite')
    // Suppresses the warning that the page is built elsewhere.
    await buildShell({ logLevel: 'error', build: { emptyOutDir: true } })
  })
}

if (!consoleOnly) {
  await step('the library', () => build({ ...quiet, configFile: 'vite.library.config.ts' }))
  await step('its types', () => {
    const compiler = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b', 'src/client'], {
      stdio: 'inherit',
    })
    if (compiler.status !== 0) process.exit(compiler.status ?? 1)
    rmSync('out/types', { recursive: true, force: true })
    for (const [format, type] of [
      ['esm', 'module'],
      ['cjs', 'commonjs'],
    ]) {
      const target = join('out', 'types', format)
      for (const folder of ['client', 'shared/domain'])
        copyDeclarations(join('.tsbuild', 'src', folder), join(target, folder))
      // Both module systems have the same declarations: the nearest package.json states which system they describe.
      writeFileSync(join(target, 'package.json'), `${JSON.stringify({ type })}\n`)
    }
    writeFileSync('out/library/cjs/package.json', '{"type":"commonjs"}\n')
  })
}

if (!libraryOnly) writeFileSync(BUILD_STAMP, `${JSON.stringify({ at: new Date().toISOString() })}\n`)

/** Copies declarations. Their imports get the extension `.js`, which every compiler accepts by default. */
function copyDeclarations(from, to) {
  cpSync(from, to, { recursive: true })
  for (const name of readdirSync(to, { recursive: true })) {
    if (!name.endsWith('.d.ts')) continue
    const path = join(to, name)
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(/(from |import\()(['"])(\.{1,2}\/[^'"]+)\.ts\2/g, '$1$2$3.js$2'),
    )
  }
}
