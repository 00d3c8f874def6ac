import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { saveSettings } from '../../../src/host/profiles/settings.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start.ts'
import { type ConsoleProcess, startConsole } from '../../process/console-process.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { type AdmittedWindow, openWindow } from '../../process/window-link.ts'

let home: string
let simulator: Simulator
let program: ConsoleProcess | undefined
let window: AdmittedWindow | undefined
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-confirmation-'))
  simulator = await startSimulator({ mode: 'gateway', accountIds: ['U1234567'] })
  const gateway = { kind: 'gateway', id: 'live', name: 'Mine', url: simulator.apiUrl } as const
  saveSettings(home, { schemaVersion: 1, selectedProfileId: 'live', profiles: [gateway] })
})
afterEach(async () => {
  window?.close()
  await program?.stop()
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

test('a console without a terminal arms no live account, and names the option that allows it', async () => {
  const { running, page } = await open()
  await expect(page.client.call('safety.arm', {})).rejects.toMatchObject({
    code: 'not-available',
    message: expect.stringMatching(/in a terminal, or with --confirm-on-stderr/),
  })
  expect(running.words()).not.toMatch(/Code:/)
})

test('with --confirm-on-stderr the code is in the log, and arms', async () => {
  const { running, page } = await open('--confirm-on-stderr')
  const armed = page.client.call('safety.arm', {})
  const code = (): string | undefined => /Arm LIVE.*U1234567[\s\S]*Code: +(\d{4} \d{4})/.exec(running.words())?.[1]
  await expect.poll(code).toBeDefined()
  const view = await firstSnapshot(page.client, 'confirmation.feed', {})
  const id = view.kind === 'waiting' ? view.id : ''
  await page.client.call('confirmation.answer', { id, text: code() ?? '' })
  expect(await armed).toMatchObject({ kind: 'armed' })
})
