// npm test: lint, types, build, unit and integration tests, end to end. With --long: also what is too long for every run.
import { spawn } from 'node:child_process'

import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { requireBrowser } from './find-browser.mjs'
import { collectResults } from './test-results.mjs'
import { installTestTools } from './test-tools.mjs'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const long = process.argv.includes('--long')
const results = 'test-results'
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

installTestTools({ compilers: long })

// Colours only where somebody looks.
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' }
const env = {
  ...process.env,
  ...plain,
  CHROMIUM_PATH: requireBrowser(),
  IBKR_CONSOLE_BUILT: '1',
  ...(long && { LONG: '1' }),
}
const node = (...args) => [process.execPath, args]
const STEPS = [
  ['Lint', ...node('node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '--error-on-warnings', '.')],
  ['Types', ...node('node_modules/typescript/bin/tsc', '-b', '--pretty')],
  ['Build', ...node('scripts/build.mjs')],
  [
    'Unit and integration',
    ...node(
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${results}/vitest.json`,
    ),
  ],
  ['End to end', ...node('node_modules/@playwright/test/cli.js', 'test')],
]

const started = performance.now()
const failed = []
for (const [name, command, args] of STEPS) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`)
  const begun = performance.now()
  const code = await new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env })
    child.on('exit', (status) => resolve(status ?? 1))
  })
  console.log(`${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds(begun)}`)
  if (code !== 0) failed.push(name)
  // Nothing that was not built can be tested end to end; everything else still tells something.
  if (name === 'Build' && code !== 0) break
}

const { passed, failures, skipped } = collectResults(results)
console.log(`\n── Result ${'─'.repeat(64)}`)
console.log(`${seconds(started)} in all; ${failed.length === 0 ? 'every step passed' : `failed: ${failed.join(', ')}`}`)
console.log(skipped.length === 0 ? 'Skipped: none' : `Skipped:\n${byReason(skipped)}`)
if (!long) {
  console.log(`Not run here, but by "npm run test:long":\n${longTests()}`)
  console.log('  Stories of the page alone ran in browser mode; the long run tells them in the desktop window too.')
}
console.log(`${passed} passed, ${failures} failed, ${skipped.length} skipped`)
process.exitCode = failed.length === 0 && failures === 0 ? 0 : 1

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

/** The titles in the files of long tests, as they stand there. */
function longTests() {
  const files = readdirSync('tests', { recursive: true }).filter((file) => /\.long\.(test|spec)\.ts$/.test(file))
  const titles = files.flatMap((file) =>
    [...readFileSync(`tests/${file}`, 'utf8').matchAll(/^\s*test(?:\.each\([^)]*\))?\(\s*(['"`])(.+?)\1/gm)].map(
      (match) => `  tests/${file}: ${match[2]}`,
    ),
  )
  return titles.length > 0 ? titles.join('\n') : '  none yet'
}

/** What was not tested and why: each reason once, with the tests that it kept from running. */
function byReason(tests) {
  const reasons = new Map()
  for (const { name, reason } of tests) reasons.set(reason, [...(reasons.get(reason) ?? []), name])
  return [...reasons]
    .map(([reason, names]) => `  ${reason} (${names.length})\n${names.map((name) => `    ${name}`).join('\n')}`)
    .join('\n')
}
