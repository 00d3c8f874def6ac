// npm test: runs lint, types, build, and unit, integration and end-to-end tests. With --long: also runs the tests of
// the long run.
import { spawn } from 'node:child_process'

import { mkdirSync, readdirSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { requireTestBrowser } from './find-browser.mjs'
import { collectResults } from './test-results.mjs'
import { findBun, findReleaseTool, installReleaseChecks, installTestTools } from './test-tools.mjs'

process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))
const long = process.argv.includes('--long')
const results = 'test-results'
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

installTestTools({ large: long })

// Colours are used only in a terminal.
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' }
const env = {
  ...process.env,
  ...plain,
  CHROMIUM_PATH: requireTestBrowser(),
  IBKR_CONSOLE_BUILT: '1',
  TMPDIR: fastFolder(),
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
// End to end takes longest and stays last.
if (long) STEPS.splice(-1, 0, ...stepsOnOtherRuntimes())

const started = performance.now()
const failed = []
for (const [name, command, args, stepEnv = env] of STEPS) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}`)
  const stepStarted = performance.now()
  const code = await new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env: stepEnv })
    child.on('exit', (status) => resolve(status ?? 1))
    child.on('error', ({ message }) => {
      console.error(message)
      resolve(1)
    })
  })
  console.log(`${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${seconds(stepStarted)}`)
  if (code !== 0) failed.push(name)
  // The tests cannot run without a build; after any other failure they still give results.
  if (name === 'Build' && code !== 0) break
}

const { passed, failed: failures, unstable, skipped } = collectResults(results)
console.log(`\n── Result ${'─'.repeat(64)}`)
console.log(
  `${seconds(started)} in total; ${failed.length === 0 ? 'every step passed' : `failed: ${failed.join(', ')}`}`,
)
console.log(skipped.length === 0 ? 'Skipped: none' : `Skipped:\n${byReason(skipped)}`)
if (!long) {
  console.log(`Only in "npm run test:long":\n${longTests()}`)
  console.log(
    '  Whole matrices (faults, withdrawals, unconfirmed orders, failed starts, stream topics), property runs and examples;\n  page scenarios in the desktop window, in the dark theme and with animations;\n  the accessibility of further states; snippets in languages other than TypeScript and with an OAuth 1.0a login;\n  ibkr-client compared with OAuth 1.0a, in other processes and in configure;\n  the tarballs of the packages, CommonJS and declarations of the client, forbidden imports;\n  the packed libraries on other versions of Node and TypeScript.',
  )
}
// Printed last, because build machines often show only the end of the output.
if (unstable.length > 0) console.log(`Unstable, passed when run again:\n${withReasons(unstable)}`)
if (failures.length > 0) console.log(`Failed:\n${withReasons(failures)}`)
console.log(
  `${passed} passed (${unstable.length} of them unstable), ${failures.length} failed, ${skipped.length} skipped`,
)
process.exitCode = failed.length === 0 && failures.length === 0 ? 0 : 1

/**
 * Returns the steps that run tests on Node 24, which Electron 45 embeds, and on Bun, whose crypto is BoringSSL, as in
 * Electron. These steps print their own results, which the final counts do not include.
 */
function stepsOnOtherRuntimes() {
  installReleaseChecks()
  const executable = findReleaseTool('node-24/bin/node')
  const onNode24 = { ...env, LONG: '', PATH: `${dirname(executable)}${delimiter}${process.env.PATH}` }
  const folders = ['tests/unit', 'tests/integration/host', 'tests/integration/packaging']
  const crypto = ['tests/interop/boringssl.test.ts', 'tests/unit/client/oauth1-vectors.test.ts']
  const scenarios = ['tests/e2e/desktop', '--project=electron-standin', '--reporter=list']
  return [
    ['Unit and host on Node 24', executable, ['node_modules/vitest/vitest.mjs', 'run', ...folders], onNode24],
    ['Desktop on Node 24', executable, ['node_modules/@playwright/test/cli.js', 'test', ...scenarios], onNode24],
    ['Crypto on Bun', findBun(), ['--bun', 'node_modules/vitest/vitest.mjs', 'run', ...crypto], env],
  ]
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`
}

/** Returns an in-memory folder for the home directories of the tests, which write and sync thousands of small files. */
function fastFolder() {
  const memory = '/dev/shm'
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize > 4 * 2 ** 30 ? memory : tmpdir()
  } catch {
    return tmpdir()
  }
}

/** Returns the titles of the tests that run only with --long. */
function longTests() {
  const files = readdirSync('tests', { recursive: true }).filter((file) => /\.(test|spec)\.ts$/.test(file))
  const titles = files.flatMap((file) => {
    // In other files, `longTest` marks single tests, and `longStep` the steps of a scenario.
    const functions = /\.long\./.test(file) ? '(?:test|longTest)' : '(?:longTest|(?:await )?longStep)'
    // A modifier such as `.each(…)` may contain calls.
    const modifier = '(?:\\.\\w+\\((?:[^()]|\\([^()]*\\))*\\))?'
    const title = new RegExp(`^\\s*${functions}${modifier}\\(\\s*(['"\`])(.+?)\\1`, 'gm')
    return [...readFileSync(`tests/${file}`, 'utf8').matchAll(title)].map((match) => `  tests/${file}: ${match[2]}`)
  })
  return titles.length > 0 ? titles.join('\n') : '  none yet'
}

/** Lists tests with the beginning of their error messages. */
function withReasons(tests) {
  return tests
    .map(
      ({ name, reason }) =>
        `  ${name}\n${stripVTControlCharacters(reason ?? '')
          .split('\n')
          .slice(0, 8)
          .map((line) => `    ${line}`)
          .join('\n')}`,
    )
    .join('\n')
}

/** Groups skipped tests by reason. */
function byReason(tests) {
  const reasons = new Map()
  for (const { name, reason } of tests) reasons.set(reason, [...(reasons.get(reason) ?? []), name])
  return [...reasons]
    .map(([reason, names]) => `  ${reason} (${names.length})\n${names.map((name) => `    ${name}`).join('\n')}`)
    .join('\n')
}
