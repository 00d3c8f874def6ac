import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConsoleProcess, runConsoleCommand, startConsole } from '../../process/console-process.ts'
import { type AdmittedWindow, openWindow } from '../../process/open-window.ts'

const NAMES = ['app.info', 'session.feed', 'orders.feed', 'requests.send', 'orders.place', 'contracts.quote', 'no.such']

let home: string
let program: ConsoleProcess
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-hostile-'))
  program = await startConsole({ home })
})
afterAll(async () => {
  await program.stop()
  rmSync(home, { recursive: true, force: true })
})

async function anotherWindow(): Promise<AdmittedWindow> {
  const { stderr } = await runConsoleCommand(['start', '--no-open', '--home', home])
  return openWindow(/http:\S+/.exec(stderr)?.[0] ?? '')
}

const frame = fc.oneof(
  fc.record({
    t: fc.constantFrom('call', 'open'),
    id: fc.nat(20),
    name: fc.constantFrom(...NAMES),
    input: fc.jsonValue(),
    params: fc.jsonValue(),
    credit: fc.nat(64),
  }),
  fc.record({
    t: fc.constantFrom('cancel', 'close', 'credit', 'result', 'items'),
    id: fc.nat(20),
    credit: fc.integer(),
  }),
)

test('random messages from windows do not stop the console: it serves the next window', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 60 }), async (frames) => {
      const window = await anotherWindow()
      for (const one of frames) window.socket.send(JSON.stringify(one))
      window.close()
    }),
    { numRuns: 60 },
  )
  const window = await anotherWindow()
  expect(await window.client.call('app.info', {})).toMatchObject({ version: expect.any(String) })
  window.close()
}, 300_000)
