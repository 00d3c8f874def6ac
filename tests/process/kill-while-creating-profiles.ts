import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import { systemClock } from '../../src/client/clock.ts'
import { StoredGuardRails } from '../../src/host/guard-rails/stored-guard-rails.ts'
import { UserNotices } from '../../src/host/host-context.ts'
import type { Settings } from '../../src/host/profiles/settings.ts'
import { CancelRules } from '../../src/host/safety/cancel-rules.ts'
import { INDIVIDUAL_ACCOUNT_RAILS } from '../../src/shared/domain/guard-rails.ts'
import { generateCredentials } from '../../src/simulator/oauth1/credentials.ts'
import { type ConsoleProcess, startConsole } from './console-process.ts'
import { firstSnapshot } from './first-snapshot.ts'
import { type AdmittedWindow, openWindow } from './open-window.ts'

const PASSPHRASE = 'correct horse battery staple'
/** Limits of the profile that is duplicated. */
const SOURCE_RAILS = { ...INDIVIDUAL_ACCOUNT_RAILS, quantity: { action: 'refuse', limit: 17 } } as const
/** Number of profiles that a round tries to add. The process is killed at a random time meanwhile. */
const ADDED = 4
/** Maximum time in ms until the kill. */
const KILL_MS = 80

/** What the kills left: profiles that were added, and limits whose profile was not stored. */
export interface CreationKills {
  readonly profiles: number
  readonly limitsAlone: number
}

/**
 * Creates, duplicates and imports profiles with limits in a real console, which is killed at a random time in each
 * round. Checks after each kill that every profile has the limits it was created with, and a copy its cancel rule.
 */
export async function killWhileCreatingProfiles(rounds: number): Promise<CreationKills> {
  const home = mkdtempSync(join(tmpdir(), 'ibkr-console-kills-'))
  const oauth1 = Buffer.from(JSON.stringify(await generateCredentials())).toString('base64')
  const found = { profiles: 0, limitsAlone: 0 }
  let program: ConsoleProcess | undefined
  try {
    for (let round = 0; round < rounds; round += 1) {
      program = await startConsole({ home })
      const { client } = await openWindow(program.url)
      const source = await prepare(client)
      const kind = (['created', 'duplicated', 'imported'] as const)[round % 3] ?? 'created'
      const drafts = kind === 'imported' ? await verifiedImports(client, oauth1) : []
      const add = (index: number): Promise<unknown> => {
        if (kind === 'duplicated') return client.call('profiles.duplicate', { id: source })
        const limited = { name: `${kind} ${index}`, guardRails: 'individual-account' } as const
        if (kind === 'created')
          return client.call('profiles.create', { ...limited, kind: 'gateway', url: 'localhost:1' })
        return client.call('imports.store', { ...limited, id: drafts[index] ?? '', store: 'vault' })
      }
      const adding = (async () => {
        for (let index = 0; index < ADDED; index += 1) await add(index)
      })().catch(() => undefined)
      await wait(Math.random() * KILL_MS)
      await program.stop('SIGKILL')
      await adding
      const left = check(home, `round ${round}, ${kind}`)
      found.profiles += left.profiles
      found.limitsAlone += left.limitsAlone
    }
    return found
  } finally {
    await program?.stop('SIGKILL')
    rmSync(home, { recursive: true, force: true })
  }
}

type Client = AdmittedWindow['client']

/** Opens the vault, and deletes the profiles of earlier rounds with their limits. Returns the profile that is duplicated. */
async function prepare(client: Client): Promise<string> {
  const { vault } = await firstSnapshot(client, 'keys.feed', {})
  await client.call(vault.kind === 'absent' ? 'keys.createVault' : 'keys.unlockVault', { passphrase: PASSPHRASE })
  const { profiles } = await firstSnapshot(client, 'profiles.feed', {})
  for (const { id, name, kind } of profiles)
    if (kind !== 'practice' && name !== 'Source') await client.call('profiles.delete', { id })
  // A change of limits removes those of deleted profiles.
  await client.call('guardRails.change', { profileId: 'practice', rails: INDIVIDUAL_ACCOUNT_RAILS })
  const source = profiles.find(({ name }) => name === 'Source')
  if (source) return source.id
  const gateway = { kind: 'gateway', name: 'Source', url: 'localhost:1', guardRails: 'individual-account' } as const
  const { id: profileId } = await client.call('profiles.create', gateway)
  await client.call('guardRails.change', { profileId, rails: SOURCE_RAILS })
  await client.call('safety.changeCancelRule', { profileId, needsArming: true })
  return profileId
}

async function verifiedImports(client: Client, base64: string): Promise<readonly string[]> {
  const ids: string[] = []
  for (let index = 0; index < ADDED; index += 1) {
    const { id } = await client.call('imports.start', { kind: 'oauth1' })
    await client.call('imports.addFiles', { id, files: [{ name: 'oauth1.json', base64 }] })
    expect(await client.call('imports.verify', { id })).toMatchObject({ state: 'passed' })
    ids.push(id)
  }
  return ids
}

/** Checks the limits of a copy of the folder, because reading them may write them again. */
function check(home: string, what: string): CreationKills {
  const copy = mkdtempSync(join(tmpdir(), 'ibkr-console-killed-'))
  try {
    cpSync(home, copy, { recursive: true, filter: (path) => !path.endsWith('.sock') })
    const { profiles } = JSON.parse(readFileSync(join(copy, 'settings.json'), 'utf8')) as Settings
    const stored = JSON.parse(readFileSync(join(copy, 'guard-rails.json'), 'utf8')) as { readonly profiles: object }
    const notices: string[] = []
    const log = { write: () => undefined }
    const context = { home: copy, clock: systemClock, log, notices: new UserNotices((text) => notices.push(text)) }
    const limits = new StoredGuardRails({ context, profiles: () => profiles })
    const cancelRules = new CancelRules(context, { profiles })
    const rulesOf = (fromSource: boolean): object => ({
      rails: fromSource ? SOURCE_RAILS : INDIVIDUAL_ACCOUNT_RAILS,
      needsArming: fromSource,
    })
    const view = limits.view()
    for (const { id, name } of profiles)
      expect([what, name, { rails: view[id], ...cancelRules.of(id) }]).toEqual([
        what,
        name,
        rulesOf(name.startsWith('Source')),
      ])
    expect([what, notices]).toEqual([what, []])
    const limitsAlone = Object.keys(stored.profiles).filter((id) => !profiles.some((profile) => profile.id === id))
    // Practice and the profile that is duplicated are always there.
    return { profiles: profiles.length - 2, limitsAlone: limitsAlone.length }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
