import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { contract } from '../../../src/shared/contract/contract.ts'
import type { CallName } from '../../../src/shared/contract/inferred-types.ts'
import { RpcError } from '../../../src/shared/rpc/rpc-error.ts'
import { arbitraryInput, mutateValue } from '../../process/arbitrary-input.ts'
import { type ConsoleProcess, startConsole } from '../../process/console-process.ts'
import { type AdmittedWindow, openWindow } from '../../process/open-window.ts'

const CALLS = Number(process.env['FUZZ_CALLS'] ?? 100_000)
const MOST_MEMORY = 400
const LONGEST_PAUSE_MS = 500
/** Number of concurrent calls, each from its own window. */
const AT_ONCE = 48
/** Time in ms after which a call is cancelled. A call that waits for IBKR's pacing would block others for a minute. */
const PATIENCE_MS = 1_000

/**
 * Returns a signal that aborts after the time, but only after received data was read: the test process may have been
 * paused.
 */
function patience(): AbortSignal {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  setTimeout(() => setImmediate(() => setImmediate(abort)), PATIENCE_MS).unref()
  return controller.signal
}

/** FUZZ_SEED repeats a run; FUZZ_CALLS shortens a run. */
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31)

let folder: string
let home: string
let program: ConsoleProcess
let watch: NodeJS.Timeout
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-fuzz-'))
  home = join(folder, 'home')
  program = await startConsole({
    home,
    env: {
      NODE_OPTIONS: `--import=${resolve('tests/bench/host-event-loop-delay.mjs')}`,
      HOST_DELAY_FILE: join(folder, 'delay'),
      // Nothing leaves this machine, for any address in a call.
      HTTP_PROXY: 'http://127.0.0.1:9',
      HTTPS_PROXY: 'http://127.0.0.1:9',
      NO_PROXY: '127.0.0.1,localhost',
      // The test must not use the keychain of the user who runs it.
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
    },
  })
})
afterEach(async () => {
  clearInterval(watch)
  await program.stop()
  rmSync(folder, { recursive: true, force: true })
})

const TEXTS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  // Contains only addresses of this machine, because DNS would resolve a random name.
  url: fc.constantFrom(
    'https://127.0.0.1:9',
    'http://127.0.0.1:9/v1/api',
    'https://localhost:9',
    'nothing',
    'http://',
    'file:///etc',
  ),
  path: fc.constantFrom(
    '/iserver/accounts',
    '/iserver/account/orders',
    '/tickle',
    '/nowhere',
    '/portfolio/accounts',
    '/../x',
    '/a?b=c',
  ),
  operationId: fc.constantFrom('GET /tickle', 'POST /iserver/account/{accountId}/orders', 'nothing'),
  symbol: fc.constantFrom('AAPL', 'SPY', 'a', '€'),
  accountId: fc.constantFrom('DU1234567', 'U1', 'x'),
  passphrase: fc.constantFrom('short', 'correct horse battery staple', 'another passphrase'),
  old: fc.constantFrom('correct horse battery staple', 'wrong'),
  body: fc.oneof(
    { arbitrary: fc.oneof(fc.json(), fc.string()), weight: 98 },
    // These large values have a low weight, because a saved value is written again with every later save.
    { arbitrary: fc.constantFrom('['.repeat(10_000), `"${'x'.repeat(90_000)}"`), weight: 2 },
  ),
  text: fc.oneof(fc.constantFrom('smd+265598+{"fields":["31"]}', 'sor+{}', 'tic', 'umd+1+{}', 'ech+hb'), fc.string()),
  server: fc.constantFrom('http://127.0.0.1:9', 'nothing'),
}
const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('practice', 'gateway', 'a', 'x'.repeat(5_000)),
)

/** Ids that the console returned, newest last. */
const seen: string[] = ['00000000-0000-4000-8000-000000000000']
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g
function learn(output: unknown): void {
  for (const id of JSON.stringify(output)?.slice(0, 20_000).match(UUID) ?? []) if (seen.at(-1) !== id) seen.push(id)
  seen.splice(1, Math.max(0, seen.length - 60))
}

let picked = 0
const options = {
  text: (field: string, max: number) => TEXTS[field] ?? anyText.map((text) => text.slice(0, max)),
  id: () => {
    picked += 7
    return seen[picked % seen.length] as string
  },
}

interface Call {
  readonly name: CallName
  readonly input: unknown
}

const NAMES = (Object.keys(contract) as (keyof typeof contract)[]).filter(
  (name): name is CallName => contract[name].kind === 'call',
)
const INPUTS = new Map(NAMES.map((name) => [name, arbitraryInput(contract[name].input, options)]))

/** Half of the inputs follow the schema, half are modified in one place. */
const anyCall: fc.Arbitrary<Call> = fc.constantFrom(...NAMES).chain((name) =>
  fc
    .tuple(INPUTS.get(name) ?? fc.constant({}), fc.boolean(), fc.array(fc.nat(10_000), { minLength: 3, maxLength: 9 }))
    .map(([input, isChanged, choices]) => ({
      name,
      // `imports.generate` gets an unknown id, because a search for a prime would occupy a process for a minute.
      input: name === 'imports.generate' ? { id: 'none' } : isChanged ? mutateValue(input, choices) : input,
    })),
)

const rss = (): number =>
  Number(/VmRSS:\s*(\d+)/.exec(readFileSync(`/proc/${program.pid}/status`, 'utf8'))?.[1] ?? Number.NaN) / 1024

/** Returns the longest blocks of the host's event loop in ms, by processor time and by wall clock. */
function longestPauses(): { readonly work: number; readonly clock: number } {
  const figures = readdirSync(folder)
    .filter((name) => name.startsWith('delay.'))
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as { mostWork: number; longest: number })
  return {
    work: Math.max(...figures.map((one) => one.mostWork)),
    clock: Math.max(...figures.map((one) => one.longest)),
  }
}

test('handles 100,000 invalid calls in limited memory and without a long pause', async (context) => {
  context.skip(process.platform !== 'linux', 'reads memory and processor time from /proc')
  process.stderr.write(`Fuzzing with FUZZ_SEED=${seed}\n`)
  const first = await openWindow(program.url)
  process.kill(program.pid, 'SIGUSR2')
  let mostMemory = 0
  watch = setInterval(() => {
    mostMemory = Math.max(mostMemory, rss())
  }, 100)
  const codes = new Map<string, number>()
  const faults: string[] = []
  const count = (code: string): void => void codes.set(code, (codes.get(code) ?? 0) + 1)

  async function answerOf(window: AdmittedWindow, { name, input }: Call): Promise<void> {
    try {
      learn(await window.client.call(name as 'app.info', input as Record<string, never>, patience()))
      count('good')
    } catch (error) {
      const code = error instanceof RpcError ? error.code : String(error)
      count(code)
      if (code === 'internal' || code === 'disconnected')
        faults.push(`${code}: ${name} ${JSON.stringify(input)?.slice(0, 600)}`)
    }
  }

  // Calls are generated in portions, because all calls together would need half a gigabyte.
  const PORTION = 2_000
  const worker = async (window: AdmittedWindow, calls: Iterator<Call>): Promise<void> => {
    for (let next = calls.next(); !next.done; next = calls.next()) await answerOf(window, next.value)
  }
  for (let done = 0; done < CALLS; done += PORTION) {
    const calls = fc.sample(anyCall, { seed: seed + done, numRuns: PORTION }).values()
    const windows = await Promise.all([first.another(), first.another()])
    await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) => worker(windows[index % 2] as AdmittedWindow, calls)),
    )
    for (const window of windows) window.close()
  }
  expect(await first.client.call('app.info', {})).toMatchObject({ version: expect.any(String) })
  clearInterval(watch)
  first.close()
  expect(await program.stop()).toBe(0)

  const { work, clock } = longestPauses()
  process.stderr.write(
    `${CALLS} calls: most memory ${mostMemory.toFixed(0)} MB, longest work ${work.toFixed(0)} ms (by the clock ${clock.toFixed(0)} ms), ${JSON.stringify(Object.fromEntries(codes))}\n`,
  )
  // The console's log of its faults contains more details than the error codes.
  if (faults.length > 0) process.stderr.write(readFileSync(join(home, 'logs', 'console.log'), 'utf8').slice(-5_000))
  expect(faults.slice(0, 20), `repeat with FUZZ_SEED=${seed}`).toEqual([])
  expect(readdirSync(folder).filter((name) => !name.startsWith('delay.'))).toEqual(['home'])
  expect(mostMemory).toBeLessThan(MOST_MEMORY)
  // Most calls must complete without being cancelled, because a cancelled call tests little.
  expect(codes.get('cancelled') ?? 0).toBeLessThan(CALLS / 2)
  expect(work).toBeLessThan(LONGEST_PAUSE_MS)
}, 1_800_000)
