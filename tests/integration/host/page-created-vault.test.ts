import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HostOptions } from '../../../src/host/host-types.ts'
import type { ConfirmationPort } from '../../../src/host/safety/user-confirmation.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { type PracticeHost, startGatewayHost } from '../../process/practice-host.ts'

/* A page has the passphrase of a vault that it created, so this passphrase must not confirm any operation. */

const OF_THE_PAGE = 'made by the page itself'
const OF_THE_FILE = 'correct horse battery staple'

let home: string
let host: PracticeHost
let shown: string[]
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-page-'))
  shown = []
})
afterEach(async () => {
  await host.close()
  rmSync(home, { recursive: true, force: true })
})

const terminal: ConfirmationPort = { kind: 'terminal', show: (text) => void shown.push(text) }
const none: ConfirmationPort = { kind: 'none', remedy: 'Start it in a terminal.' }

async function open(options: Partial<HostOptions>): Promise<void> {
  host = await startGatewayHost({ loggedIn: true, accounts: ['U1234567'] }, { home, ...options })
  await expect.poll(() => host.view()?.state.kind).toBe('ready')
}

async function waiting() {
  const view = () => firstSnapshot(host.client, 'confirmation.feed', {})
  await expect.poll(async () => (await view()).kind).toBe('waiting')
  const found = await view()
  return found.kind === 'waiting' ? found : expect.unreachable('no confirmation waits')
}
const answer = async (text: string) => host.client.call('confirmation.answer', { id: (await waiting()).id, text })
const createVault = (passphrase: string) => host.client.call('keys.createVault', { passphrase })

/** Answers with the passphrase that the page chose, until the confirmation is refused. */
async function expectPassphraseRefused(confirmed: Promise<unknown>): Promise<void> {
  const refused = expect(confirmed).rejects.toMatchObject({ code: 'confirmation-refused' })
  for (let count = 0; count < 2; count += 1) {
    await expect(answer(OF_THE_PAGE)).rejects.toMatchObject({ code: 'confirmation-needed' })
  }
  await answer(OF_THE_PAGE)
  await refused
}

describe('passphrase of a vault that the page created', () => {
  test('the passphrase does not arm LIVE if a terminal shows the code', async () => {
    await open({ confirmation: terminal })
    await createVault(OF_THE_PAGE)
    await expectPassphraseRefused(host.client.call('safety.arm', {}))
    expect(host.view()?.arming.kind).toBe('disarmed')
  })

  test('the passphrase does not arm LIVE or extend the idle time if there is no terminal', async () => {
    await open({ confirmation: none })
    await createVault(OF_THE_PAGE)
    const refusal = { code: 'not-available', message: 'Start it in a terminal.' }
    await expect(host.client.call('safety.arm', {})).rejects.toMatchObject(refusal)
    await expect(host.client.call('keys.setIdleMinutes', { minutes: 240 })).rejects.toMatchObject(refusal)
    await host.client.call('keys.setIdleMinutes', { minutes: 5 })
  })

  test('the passphrase does not arm LIVE if the console was started with a passphrase file but found no vault', async () => {
    await open({ confirmation: none, vaultPassphrase: OF_THE_FILE })
    await createVault(OF_THE_PAGE)
    await expect(host.client.call('safety.arm', {})).rejects.toMatchObject({ code: 'not-available' })
  })

  test('does not replace another vault without a confirmation', async () => {
    await open({})
    await createVault(OF_THE_FILE)
    await host.close()
    await open({ confirmation: terminal })
    await expectPassphraseRefused(host.client.call('keys.archiveVault', {}))
    await expect(createVault(OF_THE_PAGE)).rejects.toMatchObject({ code: 'name-taken' })
  })
})

test('without a terminal, accepts the passphrase of a vault that was open at start until the vault is archived', async () => {
  await open({})
  await createVault(OF_THE_FILE)
  await host.close()
  await open({ confirmation: none, vaultPassphrase: OF_THE_FILE })
  const armed = host.client.call('safety.arm', {})
  expect((await waiting()).method).toBe('passphrase')
  await answer(OF_THE_FILE)
  expect(await armed).toMatchObject({ kind: 'armed' })
  await host.client.call('safety.disarm', {})

  const archived = host.client.call('keys.archiveVault', {})
  await answer(OF_THE_FILE)
  await archived
  await createVault(OF_THE_PAGE)
  await expect(host.client.call('safety.arm', {})).rejects.toMatchObject({ code: 'not-available' })
})

test('requires a confirmation outside the page for a longer idle time, and no confirmation for a shorter idle time', async () => {
  await open({})
  await host.client.call('keys.setIdleMinutes', { minutes: 60 })
  await host.client.call('keys.setIdleMinutes', { minutes: 5 })
  expect(host.confirmed).toEqual([
    { kind: 'extend-idle-time', text: 'Lock the vault after 60 minutes without use instead of 15.' },
  ])
})
