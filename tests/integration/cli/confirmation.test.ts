import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { saveSettings } from '../../../src/host/profiles/settings.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { type ConsoleProcess, startConsole } from '../../process/console-process.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { longTest } from '../../process/long-run-tests.ts'
import { type AdmittedWindow, openWindow } from '../../process/open-window.ts'
import { startInTerminal, type TerminalConsole } from '../../process/terminal-console.ts'

let home: string
let simulator: Simulator
let program: ConsoleProcess | undefined
let terminal: TerminalConsole | undefined
let window: AdmittedWindow | undefined
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-confirmation-'))
  simulator = await startSimulator({ mode: 'gateway', accounts: ['U1234567'] })
  const gateway = { kind: 'gateway', id: 'live', name: 'Mine', url: simulator.apiUrl } as const
  saveSettings(home, { schemaVersion: 1, selectedProfileId: 'live', profiles: [gateway] })
})
afterEach(async () => {
  window?.close()
  await program?.stop()
  await terminal?.stop()
  program = undefined
  terminal = undefined
  await simulator.close()
  rmSync(home, { recursive: true, force: true })
})

async function open(
  ...flags: readonly string[]
): Promise<{ readonly running: ConsoleProcess; readonly page: AdmittedWindow }> {
  const running = await startConsole({ home, flags })
  program = running
  const page = await openWindow(running.url)
  window = page
  const state = async () => (await firstSnapshot(page.client, 'session.feed', {})).view.state.kind
  await expect.poll(state, { timeout: 20_000 }).toBe('ready')
  return { running, page }
}

test('refuses to arm a live account without a terminal, and names the option that allows it', async () => {
  const { running, page } = await open()
  await expect(page.client.call('safety.arm', {})).rejects.toMatchObject({
    code: 'not-available',
    message: expect.stringMatching(/in a terminal, or with --confirm-on-stderr/),
  })
  expect(running.output()).not.toMatch(/Code:/)
})

longTest('arms with the code from the log if --confirm-on-stderr is set', async () => {
  const { running, page } = await open('--confirm-on-stderr')
  const armed = page.client.call('safety.arm', {})
  const code = (): string | undefined => /Arm LIVE.*U1234567[\s\S]*Code: +(\d{4} \d{4})/.exec(running.output())?.[1]
  await expect.poll(code).toBeDefined()
  const view = await firstSnapshot(page.client, 'confirmation.feed', {})
  const id = view.kind === 'waiting' ? view.id : ''
  await page.client.call('confirmation.answer', { id, text: code() ?? '' })
  expect(await armed).toMatchObject({ kind: 'armed' })
})

/** Only `script` of util-linux has these flags, not that of BSD or macOS. */
const hasScript =
  process.platform === 'linux' &&
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux')

test.skipIf(!hasScript)(
  'shows the confirmation code in the terminal, shows it again after the key u, and arms with it',
  async () => {
    const console = startInTerminal(home)
    terminal = console
    const address = () => /http:\/\/127\.0\.0\.1:\d+\/start\?token=\S+/.exec(console.screen())?.[0]
    await expect.poll(address, { timeout: 60_000 }).toBeDefined()
    await expect.poll(console.screen).toContain('Press u and Enter for another')
    const page = await openWindow(address() ?? '')
    window = page
    const state = async () => (await firstSnapshot(page.client, 'session.feed', {})).view.state.kind
    await expect.poll(state, { timeout: 20_000 }).toBe('ready')

    const armed = page.client.call('safety.arm', {})
    const codes = () => [...console.screen().matchAll(/Code: +(\d{4} \d{4})/g)].map(([, code]) => code)
    await expect.poll(codes).toHaveLength(1)
    console.type('u')
    await expect.poll(codes).toHaveLength(2)
    const [code, again] = codes()
    expect(again).toBe(code)
    const view = await firstSnapshot(page.client, 'confirmation.feed', {})
    await page.client.call('confirmation.answer', { id: view.kind === 'waiting' ? view.id : '', text: code ?? '' })
    expect(await armed).toMatchObject({ kind: 'armed' })
  },
)
