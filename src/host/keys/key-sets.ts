import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { SecretStoreKind } from '../../shared/domain/keys.ts'
import { HostError } from '../host-error.ts'
import {
  type KeySet,
  type KeySetLocation,
  keySetLocationSchema,
  type SecretName,
  type SecretStore,
} from '../profiles/key-set.ts'
import type { KeyedProfile } from '../profiles/profile.ts'
import { Secret, unwrap } from '../profiles/secret.ts'
import { loadJsonFile, saveJsonFile } from '../storage/json-file.ts'
import { PROTECTED_FORMATS } from '../storage/protected-formats.ts'
import { createTaskQueue, type TaskQueue } from '../task-queue.ts'
import { serverAfterUse } from './server-approval.ts'

const locationSchema = keySetLocationSchema.extend({
  /** Whether the set must not be removed as unused, because a damaged file may have referred to it. */
  spared: z.boolean().optional(),
  /** The server that the user approved for this key set, or a server of IBKR at which the keys were used. */
  server: z.string().max(400).optional(),
})
const fileSchema = z.strictObject({
  schemaVersion: z.literal(PROTECTED_FORMATS['key-sets.json']),
  sets: z.array(locationSchema).max(10_000),
})
type Locations = z.infer<typeof fileSchema>['sets']

export interface KeySetsOptions {
  readonly home: string
  readonly now: () => number
  readonly stores: Readonly<Record<SecretStoreKind, SecretStore>>
  /** Called for each set that could not be removed, with the error. */
  readonly onNotRemoved?: (error: unknown) => void
}

/**
 * The key sets and their stores. `key-sets.json` (without secrets) lists a set before its first secret is written and
 * until its last secret is removed. After a crash, the next start therefore finds sets that no profile uses.
 */
export class KeySets {
  readonly #options: KeySetsOptions
  readonly #path: string
  /** One queue per store: a store that waits for a password must not block the other store. */
  readonly #inTurn: Readonly<Record<SecretStoreKind, TaskQueue>> = {
    keychain: createTaskQueue(),
    vault: createTaskQueue(),
  }
  /**
   * Generations of sets that may be unused: sets of earlier starts, and sets that could not be removed. A set that is
   * being written is never included.
   */
  readonly #mayBeUnused: Set<string>
  #locations: Locations
  readonly notice: string | undefined

  constructor(options: KeySetsOptions) {
    this.#options = options
    this.#path = join(options.home, 'key-sets.json')
    const { value, notice } = loadJsonFile(this.#path, fileSchema, { schemaVersion: 1, sets: [] }, options.now)
    this.#locations = value.sets
    this.#mayBeUnused = new Set(value.sets.map(({ generation }) => generation))
    this.notice = notice
  }

  /** Writes a set as a new generation, with the server to which its keys belong. If writing fails, the set is removed. */
  write(store: SecretStoreKind, set: KeySet, server?: string): Promise<KeySetLocation> {
    // Copy the secrets: while the store waits for its password, their owner may overwrite them.
    const entries = new Map([...set].map(([name, secret]) => [name, Uint8Array.from(unwrap(secret))]))
    return this.#inTurn[store](async () => {
      const location = { store, generation: randomUUID() as string, names: [...entries.keys()] as string[] }
      try {
        this.#save([...this.#locations, server === undefined ? location : { ...location, server }])
        await this.#options.stores[store].write(location.generation, entries)
        return location
      } catch (error) {
        await this.#remove(location)
        throw error
      } finally {
        for (const bytes of entries.values()) bytes.fill(0)
      }
    })
  }

  /**
   * Reads a set. Reading needs no queue, because a written set never changes.
   * @throws HostError `keys-missing` if a part of the set is missing
   */
  async read(location: KeySetLocation): Promise<KeySet> {
    const found = await this.#options.stores[location.store].read(location.generation, location.names)
    if (found.size < location.names.length) {
      throw new HostError(
        'keys-missing',
        `The ${location.store} no longer has the keys of this profile. Import them again.`,
      )
    }
    return new Map([...found].map(([name, bytes]) => [name as SecretName, new Secret(bytes)]))
  }

  /** Returns the server to which the keys of a saved import belong. Undefined for new keys. */
  approvedServer({ generation }: KeySetLocation): string | undefined {
    return this.#locations.find((each) => each.generation === generation)?.server
  }

  /** Returns the server to which the keys of a profile belong. Undefined for new keys. */
  serverOf({ keys, server }: KeyedProfile): string | undefined {
    // Earlier versions stored no server for keys that they used at IBKR.
    return serverAfterUse({ server, approved: this.approvedServer(keys) })
  }

  /**
   * Stores the server to which the keys of each profile belong, if an earlier version did not: the address in the
   * settings may be edited later.
   * @throws HostError
   */
  storeServers(profiles: readonly KeyedProfile[]): void {
    const servers = new Map(profiles.map((profile) => [profile.keys.generation, this.serverOf(profile)]))
    const sets = this.#locations.map((each) => {
      const server = each.server ?? servers.get(each.generation)
      return server === each.server || server === undefined ? each : { ...each, server }
    })
    if (sets.some((each, index) => each !== this.#locations[index])) this.#save(sets)
  }

  approve({ generation }: KeySetLocation, server: string | undefined): void {
    if (server === undefined) return
    this.#save(this.#locations.map((each) => (each.generation === generation ? { ...each, server } : each)))
  }

  /**
   * Removes a set. Resolves to false if the set could not be removed yet. The removal is repeated when its store is
   * opened, or at the next start.
   */
  remove(location: KeySetLocation): Promise<boolean> {
    return this.#inTurn[location.store](() => this.#remove(location))
  }

  /** Protects all existing sets from removal, because the file that refers to them could not be read. */
  protectAll(): void {
    if (this.#locations.length > 0) this.#save(this.#locations.map((each) => ({ ...each, spared: true })))
  }

  /** Removes the sets that `used` does not list, in all open stores. Resolves to the number of removed sets. */
  async removeUnused(used: () => ReadonlySet<string>): Promise<number> {
    const removeIn = (store: SecretStoreKind): Promise<number> =>
      this.#inTurn[store](async () => {
        const candidates = this.#locations.filter(
          (each) => each.store === store && !each.spared && this.#mayBeUnused.has(each.generation),
        )
        let removed = 0
        for (const each of candidates) {
          if (!used().has(each.generation) && (await this.#remove(each))) removed += 1
        }
        return removed
      })
    const [inKeychain, inVault] = await Promise.all([removeIn('keychain'), removeIn('vault')])
    return inKeychain + inVault
  }

  async #remove(location: KeySetLocation): Promise<boolean> {
    this.#mayBeUnused.add(location.generation)
    try {
      await this.#options.stores[location.store].remove(location.generation, location.names)
      this.#save(this.#locations.filter(({ generation }) => generation !== location.generation))
      return true
    } catch (error) {
      this.#options.onNotRemoved?.(error)
      return false
    }
  }

  #save(sets: Locations): void {
    saveJsonFile(this.#path, fileSchema, { schemaVersion: 1, sets })
    this.#locations = sets
  }
}
