import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SessionView } from '../../../src/shared/contract/views.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { type ConsoleProcess, startConsole } from '../../process/console-process.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { type AdmittedWindow, openWindow } from '../../process/open-window.ts'
import {
  hasSecretService,
  SECRET_SERVICE_MISSING_REASON,
  type SecretService,
  startSecretService,
} from '../../process/secret-service.ts'

let folder: string
let ibkr: Simulator
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-keychain-'))
  ibkr = await startSimulator({ mode: 'oauth1', tls: false })
})
afterAll(async () => {
  await ibkr.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Reports whether the process has loaded the keychain addon. */
const hasAddon = ({ pid }: ConsoleProcess): boolean => readFileSync(`/proc/${pid}/maps`, 'utf8').includes('keyring.')

test('the built console keeps keys in a real keychain across a restart, and loads the keychain addon only for keys', async (context) => {
  if (!hasSecretService()) {
    Object.assign(context.task.meta, { skipReason: SECRET_SERVICE_MISSING_REASON })
    context.skip(SECRET_SERVICE_MISSING_REASON)
  }
  const service: SecretService = await startSecretService(folder)
  const home = join(folder, 'home')
  let program = await startConsole({ home, env: service.env })
  let window: AdmittedWindow = await openWindow(program.url)
  const view = async (): Promise<SessionView> => (await firstSnapshot(window.client, 'session.feed', {})).view
  try {
    await expect.poll(async () => (await view()).state.kind).toBe('ready')
    expect(hasAddon(program)).toBe(false)
    expect(await window.client.call('keys.checkKeychain', {})).toMatchObject({
      keychain: { kind: 'works' },
      proposed: 'keychain',
    })
    expect(hasAddon(program)).toBe(true)

    const { id } = await window.client.call('imports.start', { kind: 'oauth1' })
    const base64 = Buffer.from(JSON.stringify(ibkr.oauth1)).toString('base64')
    await window.client.call('imports.addFiles', { id, files: [{ name: 'oauth1.json', base64 }] })
    await window.client.call('imports.setFields', { id, fields: { server: ibkr.apiUrl } })
    await window.client.call('imports.verify', { id })
    const profile = await window.client.call('imports.store', {
      guardRails: 'none',
      id,
      name: 'Kept',
      store: 'keychain',
    })
    await window.client.call('profiles.select', { id: profile.id })
    await program.stop()

    program = await startConsole({ home, env: service.env })
    window = await openWindow(program.url)
    await expect
      .poll(async () => (({ profile: { name }, state }) => [name, state.kind])(await view()))
      .toEqual(['Kept', 'ready'])
    // Without a user, secrets must not appear in plain text anywhere, not even in the terminal output.
    expect(program.output()).not.toContain(ibkr.oauth1?.accessToken)
    expect(wholeFolder(home)).not.toContain(ibkr.oauth1?.accessToken)
    window.close()
    await program.stop()

    // The console starts while the keychain waits for a password that no user enters. The start reports this, and can
    // be stopped.
    await service.restart('locked')
    await service.ignorePrompts()
    program = await startConsole({ home, env: service.env })
    window = await openWindow(program.url)
    await expect.poll(async () => (await view()).state.kind).toBe('connecting')
    // The console calls the keychain as soon as the addon is loaded.
    await expect.poll(() => hasAddon(program)).toBe(true)
    const begun = performance.now()
    await program.stop()
    expect(program.output()).toContain('The console exits without waiting for it')
    expect(performance.now() - begun).toBeLessThan(10_000)
  } finally {
    window.close()
    await program.stop()
    await service.stop()
  }
}, 180_000)

function wholeFolder(home: string): string {
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1')).join('\n')
}
