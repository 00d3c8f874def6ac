// npm run bench: measures every figure of this project and of the other library in one run, and compares each with its
// limit. Prints a table and writes bench/results.json. npm run bench NAME PART…: runs only one file, or only the named
// parts of it.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer, isRunnableDevEnvironment } from 'vite'
import { requireTestBrowser } from './find-browser.mjs'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const [only, ...parts] = process.argv.slice(2)
// The same browser as in the tests. Complete Chromium takes a second longer to start.
process.env.CHROMIUM_PATH = requireTestBrowser()
const files = readdirSync('tests/bench').filter((name) => name.endsWith('.bench.ts') && (!only || name.includes(only)))

// Stays open while a benchmark runs, because the simulator loads some of its modules on first use.
const vite = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
})
const { ssr } = vite.environments
if (!isRunnableDevEnvironment(ssr)) throw new Error('Vite returned no environment that runs modules.')

const results = []
const broken = []
for (const file of files) {
  process.stderr.write(`Measuring ${file} …\n`)
  // A benchmark that fails loses only its own figures.
  try {
    const module = await ssr.runner.import(join(process.cwd(), 'tests/bench', file))
    results.push(...(await module.runBenchmark(parts)))
  } catch (error) {
    broken.push(file)
    console.error(error)
  }
}

await vite.close()

const show = (value) =>
  value === null || value === undefined
    ? ''
    : typeof value === 'number'
      ? String(Number(value.toPrecision(4)))
      : String(value)
const rows = [
  ['figure', 'unit', 'ours', 'peer', 'ratio', 'bound', 'holds'],
  ...results.map(({ figure, unit, ours, peer, ratio, bound, holds }) => [
    figure,
    unit,
    show(ours),
    show(peer),
    show(ratio),
    bound,
    holds ? 'yes' : 'NO',
  ]),
]
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join('  '))

if (!only) {
  mkdirSync('bench', { recursive: true })
  writeFileSync('bench/results.json', `${JSON.stringify(results, null, 2)}\n`)
}
if (broken.length > 0) console.log(`\nNot measured because of an error: ${broken.join(', ')}`)
process.exitCode = broken.length === 0 && results.every(({ holds }) => holds) ? 0 : 1
