// npm run stats: prints code lines per folder, large and small files, and import cycles. For the renderer also prints
// upward imports, imports past a feature's index.ts, and duplicates. With --paths: also prints the functions called by
// one GET and by one order update. With --root FOLDER: reads another checkout, which needs its node_modules.
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findCallPaths } from './stats/call-paths.mjs'
import { findDuplicatePairs } from './stats/duplicates.mjs'
import { findImportCycles } from './stats/import-cycles.mjs'
import { findRendererImports } from './stats/renderer-imports.mjs'
import { CORE, readSources } from './stats/sources.mjs'

const flag = process.argv.indexOf('--root')
const root = flag < 0 ? dirname(dirname(fileURLToPath(import.meta.url))) : resolve(process.argv[flag + 1])
const LARGE_FILE_LINES = 300
const SMALL_FILE_LINES = 30

const files = readSources(root).map(countLines)
const inFolder = (folder) => files.filter(({ path }) => path.startsWith(`${folder}/`))
const codeLines = (some) => some.filter(({ path }) => !path.endsWith('.css')).reduce((sum, { code }) => sum + code, 0)

print(
  'Code lines (no blanks, no comments)',
  ['folder', 'files', 'lines'],
  [
    ...[...CORE, 'scripts'].map((folder) => [folder, inFolder(folder).length, codeLines(inFolder(folder))]),
    ['core', '', codeLines([...CORE, 'scripts'].flatMap(inFolder))],
    ['src/renderer', inFolder('src/renderer').length, codeLines(inFolder('src/renderer'))],
    ['src/renderer, CSS', '', inFolder('src/renderer').reduce((sum, { css }) => sum + css, 0)],
    ['tests', inFolder('tests').length, codeLines(inFolder('tests'))],
  ],
)

const sources = files.filter(({ path }) => path.startsWith('src/') && !path.endsWith('.css'))
const large = sources.filter(({ lines }) => lines > LARGE_FILE_LINES).sort((a, b) => b.lines - a.lines)
const small = sources.filter(({ lines }) => lines <= SMALL_FILE_LINES)
print(
  `Files over ${LARGE_FILE_LINES} lines: ${large.length}`,
  [],
  large.map(({ path, lines }) => [path, lines]),
)
console.log(`\nFiles of ${SMALL_FILE_LINES} lines or fewer: ${small.length} of ${sources.length}`)

const cycles = findImportCycles(sources)
print(
  `Import cycles, type imports included: ${cycles.length}`,
  [],
  cycles.map((cycle) => [cycle.join(' → ')]),
)

const { count, upward, inner } = findRendererImports(sources)
for (const [title, breaches] of [
  ['Upward imports in the renderer', upward],
  ["Imports past a feature's index.ts", inner],
]) {
  print(
    `${title}: ${breaches.length} of ${count}`,
    [],
    breaches.map(({ from, to }) => [`${from} → ${to}`]),
  )
}

const duplicates = findDuplicatePairs(sources.filter(({ path }) => path.startsWith('src/renderer/')))
print(
  `Duplicates of more than 12 lines in the renderer: ${duplicates.length}`,
  [],
  duplicates.map(({ lines, places }) => [lines, ...places]),
)

if (process.argv.includes('--paths')) {
  for (const { title, functions } of await findCallPaths(root)) {
    print(
      `${title}: ${functions.length} functions`,
      [],
      functions.map((name) => [name]),
    )
  }
}

function countLines({ path, text, comments, module }) {
  const lines = text.split('\n').length - 1
  if (!module) return { path, lines, code: 0, css: lines, imports: [] }
  let code = text
  for (const { start, end } of comments) {
    code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end)
  }
  const specifiers = [...module.staticImports, ...module.staticExports.flatMap(({ entries }) => entries)]
    .map(({ moduleRequest }) => moduleRequest?.value)
    .filter((value) => value?.startsWith('.'))
  const imports = [...new Set(specifiers)].map((value) => relative(root, resolve(root, dirname(path), value)))
  return { path, text, lines, code: code.split('\n').filter((line) => line.trim()).length, css: 0, imports }
}

function print(title, head, rows) {
  console.log(`\n${title}`)
  const table = head.length > 0 ? [head, ...rows] : rows
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => String(row[column]).length))) ?? []
  for (const row of table) {
    const cells = row.map((cell, column) =>
      typeof cell === 'number' ? String(cell).padStart(widths[column]) : String(cell).padEnd(widths[column]),
    )
    console.log(`  ${cells.join('  ').trimEnd()}`)
  }
}
