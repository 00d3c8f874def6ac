// npm run bench: every figure with its bound, ours and the peer in one run. Prints a table, writes bench/results.json.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const only = process.argv[2]
const files = readdirSync('tests/bench').filter((name) => name.endsWith('.bench.ts') && (!only || name.includes(only)))

const results = []
for (const file of files) {
  process.stderr.write(`Measuring ${file} …\n`)
  const { module } = await runnerImport(join(process.cwd(), 'tests/bench', file), { logLevel: 'error' })
  results.push(...(await module.run()))
}

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
process.exitCode = results.every(({ holds }) => holds) ? 0 : 1
