// npm run build: everything. With --console: only what `npm start` needs, as it does when that is missing.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { BUILD_STAMP } from './build-state.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
const consoleOnly = process.argv.includes('--console')

async function step(name, run) {
  const started = performance.now()
  process.stderr.write(`Building ${name} … `)
  await run()
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`)
}

const quiet = { logLevel: 'warn' }

await step('the window', () => build({ ...quiet, configFile: 'vite.renderer.config.ts' }))
await step('the host', () => build({ ...quiet, configFile: 'vite.node.config.ts' }))
await step('the desktop shell', async () => {
  const { build: buildShell } = await import('electron-vite')
  // Its warning would be that the page is built elsewhere.
  await buildShell({ logLevel: 'error', build: { emptyOutDir: true } })
})

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
        cpSync(join('.tsbuild', 'src', folder), join(target, folder), { recursive: true })
      // The same declarations for both module systems: what they are is said by the nearest package.json.
      writeFileSync(join(target, 'package.json'), `${JSON.stringify({ type })}\n`)
    }
    mkdirSync('out/library/cjs', { recursive: true })
    writeFileSync('out/library/cjs/package.json', '{"type":"commonjs"}\n')
  })
}

writeFileSync(BUILD_STAMP, `${JSON.stringify({ at: new Date().toISOString() })}\n`)
