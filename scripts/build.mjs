// npm run build: builds everything. With --console: builds only the console. `npm start` does this if the build is
// missing. With --packages: builds only the packages published besides the console.
import { writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { buildPackages, buildPackageTypes } from './build-packages.mjs'
import { BUILD_STAMP_FILE } from './build-stamp.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.chdir(root)
// NODE_ENV is also set for test runs: otherwise the build contains React's development code and local paths.
process.env.NODE_ENV = 'production'
const consoleOnly = process.argv.includes('--console')
const packagesOnly = process.argv.includes('--packages')

async function step(name, run) {
  const started = performance.now()
  process.stderr.write(`Building ${name} … `)
  await run()
  process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1)} s\n`)
}

const quiet = { logLevel: 'warn' }

if (!packagesOnly) {
  await step('the window', () => build({ ...quiet, configFile: 'vite.renderer.config.ts' }))
  await step('the host', () => build({ ...quiet, configFile: 'vite.node.config.ts' }))
  await step('the desktop shell', async () => {
    const { build: buildShell } = await import('electron-vite')
    // Suppresses the warning that the page is built elsewhere.
    await buildShell({ logLevel: 'error', build: { emptyOutDir: true } })
  })
}

if (!consoleOnly) {
  await step('the packages', buildPackages)
  await step('their types', buildPackageTypes)
}

if (!packagesOnly) writeFileSync(BUILD_STAMP_FILE, `${JSON.stringify({ at: new Date().toISOString() })}\n`)
