import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import { openVault, unlockVault, type VaultKey } from '../../src/host/keys/vault-format.ts'
import { generateCredentials, type Oauth1Credentials } from '../../src/simulator/oauth1/credentials.ts'
import { startConsole } from './console-process.ts'
import { firstSnapshot } from './first-snapshot.ts'
import { openWindow } from './open-window.ts'

const PASSPHRASE = 'correct horse battery staple'
/** Maximum duration of a store in ms. The process is killed at a random time within it. */
const STORE_MS = 60

interface OnDisk {
  readonly generation: string | undefined
  readonly sets: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly ledger: readonly string[]
}

/** Number of kills after which the old set was in use, and number of kills after which the new set was in use. */
export interface KillOutcomes {
  readonly old: number
  readonly new: number
}

/**
 * Replaces the keys of a profile repeatedly in a real console, which is killed at a random time in each store. Checks
 * after each kill that one complete set is in use, and after the next start that no other set exists.
 */
export async function killWhileStoringKeys(rounds: number): Promise<KillOutcomes> {
  const home = mkdtempSync(join(tmpdir(), 'ibkr-console-kills-'))
  const start = async () => {
    const program = await startConsole({ home })
    const window = await openWindow(program.url)
    // Opens the vault with the passphrase, because a vault that was opened unattended would require it again before a
    // replacement.
    const { vault } = await firstSnapshot(window.client, 'keys.feed', {})
    if (vault.kind === 'locked') await window.client.call('keys.unlockVault', { passphrase: PASSPHRASE })
    return { program, window }
  }
  const outcomes = { old: 0, new: 0 }
  try {
    const pairs = [await generateCredentials(), await generateCredentials()] as const
    let { program, window } = await start()
    await window.client.call('keys.createVault', { passphrase: PASSPHRASE })
    const profile = await window.client.call('imports.store', await provenImport(window.client, pairs[0], undefined))
    // Derives the key only once, because the passphrase does not change and the derivation is slow.
    const { key } = await unlockVault(readFileSync(join(home, 'keys.vault')), PASSPHRASE)
    let used: 0 | 1 = 0
    for (let round = 0; round < rounds; round++) {
      const next = used === 0 ? 1 : 0
      const input = await provenImport(window.client, pairs[next], profile.id)
      const storing = window.client.call('imports.store', input).then(
        () => undefined,
        () => undefined,
      )
      await wait(Math.random() * STORE_MS)
      await program.stop('SIGKILL')
      await storing
      const found = look(home, key)
      const set = found.sets[found.generation ?? '']
      const whole = pairs.findIndex((credentials) => set?.['accessToken'] === base64(credentials.accessToken))
      expect(isWhole(set, pairs[whole === 1 ? 1 : 0]), `round ${round}: the set in use is whole and not mixed`).toBe(
        true,
      )
      outcomes[whole === used ? 'old' : 'new'] += 1
      used = whole === 1 ? 1 : 0
      ;({ program, window } = await start())
      const left = () => {
        const { sets, ledger, generation } = look(home, key)
        const scraps = readdirSync(home).filter((name) => name.includes('.tmp') || name.includes('broken'))
        return [Object.keys(sets), ledger, generation, scraps] as const
      }
      const only = [found.generation]
      await expect.poll(left, { message: `round ${round}: nothing is left over` }).toEqual([only, only, only[0], []])
    }
    await program.stop()
    return outcomes
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

type Client = Awaited<ReturnType<typeof openWindow>>['client']

async function provenImport(client: Client, credentials: Oauth1Credentials, profileId: string | undefined) {
  const { id } = await client.call('imports.start', { kind: 'oauth1', ...(profileId !== undefined && { profileId }) })
  const base64 = Buffer.from(JSON.stringify(credentials)).toString('base64')
  await client.call('imports.addFiles', { id, files: [{ name: 'oauth1.json', base64 }] })
  expect(await client.call('imports.verify', { id })).toMatchObject({ state: 'passed' })
  return { id, name: 'Killed', store: 'vault', guardRails: 'none' } as const
}

function look(home: string, key: VaultKey): OnDisk {
  const json = (name: string) => JSON.parse(readFileSync(join(home, name), 'utf8'))
  const content = openVault(readFileSync(join(home, 'keys.vault')), key)
  const keyed = json('settings.json').profiles.find((profile: { kind: string }) => profile.kind === 'oauth1')
  return {
    generation: keyed?.keys.generation,
    sets: JSON.parse(content.toString()).sets,
    ledger: json('key-sets.json').sets.map(({ generation }: { generation: string }) => generation),
  }
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** Reports whether the set is complete and all its parts belong to the same credentials. */
function isWhole(set: Readonly<Record<string, string>> | undefined, of: Oauth1Credentials): boolean {
  if (!set) return false
  const key = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '')
  return (
    set['signature'] === key(of.signature) &&
    set['encryption'] === key(of.encryption) &&
    set['accessToken'] === base64(of.accessToken) &&
    set['accessTokenSecret'] === base64(of.accessTokenSecret) &&
    set['prime'] === Buffer.from(of.dhPrime, 'hex').toString('base64')
  )
}
