import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { SecretStoreKind } from '../../shared/domain/keys.ts'
import { fileError } from '../files/file-error.ts'
import { HostError } from '../host-error.ts'
import { type OneAtATime, oneAtATime } from '../one-at-a-time.ts'
import { loadJsonFile, saveJsonFile } from '../storage/json-file.ts'
import type { KeySet, KeySetPlace, SecretName } from './key-set.ts'
import { Secret, unwrap } from './secret.ts'
import type { SecretStore } from './secret-store.ts'

const placeSchema = z.strictObject({
  store: z.enum(['keychain', 'vault']),
  generation: z.uuid(),
  names: z.array(z.string().max(40)).max(20),
  /** Not to be removed by a sweep: a file that may have named it was unreadable. */
  spared: z.boolean().optional(),
  /** The server, other than IBKR's and this machine, that a person approved for these keys. */
  server: z.string().max(400).optional(),
})
const ledgerSchema = z.strictObject({ schemaVersion: z.literal(1), sets: z.array(placeSchema).max(10_000) })
type Ledger = z.infer<typeof ledgerSchema>

export interface KeySetsOptions {
  readonly home: string
  readonly now: () => number
  readonly stores: Readonly<Record<SecretStoreKind, SecretStore>>
}

/**
 * Sets of secrets in their stores. A ledger (no secret in it) names a set before the first of its secrets is written and
 * until the last is removed: whatever ends the program in between, the next start finds what belongs to no profile.
 */
export class KeySets {
  readonly #options: KeySetsOptions
  readonly #path: string
  /** A store that waits for a person keeps nobody waiting who wants the other one. */
  readonly #inTurn: Readonly<Record<SecretStoreKind, OneAtATime>> = { keychain: oneAtATime(), vault: oneAtATime() }
  /** Sets of earlier starts, and those that were to be removed: what is being written now is nobody's leftover. */
  readonly #sweepable: Set<string>
  #ledger: Ledger
  readonly notice: string | undefined

  constructor(options: KeySetsOptions) {
    this.#options = options
    this.#path = join(options.home, 'key-sets.json')
    const { value, notice } = loadJsonFile(this.#path, ledgerSchema, { schemaVersion: 1, sets: [] }, options.now)
    this.#ledger = value
    this.#sweepable = new Set(value.sets.map(({ generation }) => generation))
    this.notice = notice
  }

  /** Writes a set under a new generation, approved for a server. Nothing remains of it when that fails. */
  write(store: SecretStoreKind, set: KeySet, server?: string): Promise<KeySetPlace> {
    // Copies: the store may wait for a person, and whoever holds the secrets may overwrite them meanwhile.
    const entries = new Map([...set].map(([name, secret]) => [name, Uint8Array.from(unwrap(secret))]))
    return this.#inTurn[store](async () => {
      const place = { store, generation: randomUUID() as string, names: [...entries.keys()] as string[] }
      try {
        this.#note([...this.#ledger.sets, server === undefined ? place : { ...place, server }])
        await this.#options.stores[store].write(place.generation, entries)
        return place
      } catch (error) {
        await this.#remove(place)
        throw error
      } finally {
        for (const bytes of entries.values()) bytes.fill(0)
      }
    })
  }

  /** Waits for no turn: a set never changes once it is written. @throws HostError `keys-missing` when a part of it is not there any more */
  async read(place: KeySetPlace): Promise<KeySet> {
    const found = await this.#options.stores[place.store].read(place.generation, place.names)
    if (found.size < place.names.length) {
      const where = place.store === 'keychain' ? 'keychain' : 'vault'
      throw new HostError(
        'keys-missing',
        `The ${where} does not hold the keys of this profile any more. Import them again.`,
      )
    }
    return new Map([...found].map(([name, bytes]) => [name as SecretName, new Secret(bytes)]))
  }

  /** The server that a person approved for a set; undefined where there is none. */
  approvedServer({ generation }: KeySetPlace): string | undefined {
    return this.#ledger.sets.find((place) => place.generation === generation)?.server
  }

  approve({ generation }: KeySetPlace, server: string | undefined): void {
    if (server === undefined) return
    this.#note(this.#ledger.sets.map((place) => (place.generation === generation ? { ...place, server } : place)))
  }

  /** Whether it is gone; what cannot be removed now is removed when its store is opened next, or at the next start. */
  remove(place: KeySetPlace): Promise<boolean> {
    return this.#inTurn[place.store](() => this.#remove(place))
  }

  /** Keeps every set that there is now from being swept, at this start and later: who names them could not be read. */
  spare(): void {
    if (this.#ledger.sets.length > 0) this.#note(this.#ledger.sets.map((place) => ({ ...place, spared: true })))
  }

  /** Removes every set that nobody names when its turn comes, as far as its store lets it. Answers how many. */
  async sweep(wanted: () => ReadonlySet<string>): Promise<number> {
    const sweepStore = (store: SecretStoreKind): Promise<number> =>
      this.#inTurn[store](async () => {
        const left = this.#ledger.sets.filter(
          (place) => place.store === store && !place.spared && this.#sweepable.has(place.generation),
        )
        let removed = 0
        for (const place of left) {
          if (!wanted().has(place.generation) && (await this.#remove(place))) removed += 1
        }
        return removed
      })
    const [inKeychain, inVault] = await Promise.all([sweepStore('keychain'), sweepStore('vault')])
    return inKeychain + inVault
  }

  async #remove(place: KeySetPlace): Promise<boolean> {
    this.#sweepable.add(place.generation)
    try {
      await this.#options.stores[place.store].remove(place.generation, place.names)
      this.#note(this.#ledger.sets.filter(({ generation }) => generation !== place.generation))
      return true
    } catch {
      return false
    }
  }

  #note(sets: Ledger['sets']): void {
    const ledger: Ledger = { schemaVersion: 1, sets }
    try {
      saveJsonFile(this.#path, ledger)
    } catch (error) {
      throw fileError(error, 'write')
    }
    this.#ledger = ledger
  }
}
