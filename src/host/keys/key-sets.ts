import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { SecretStoreKind } from '../../shared/domain/keys.ts'
import { fileError } from '../files/file-error.ts'
import { HostError } from '../host-error.ts'
import { oneAtATime } from '../one-at-a-time.ts'
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
  readonly #inTurn = oneAtATime()
  #ledger: Ledger
  readonly notice: string | undefined

  constructor(options: KeySetsOptions) {
    this.#options = options
    this.#path = join(options.home, 'key-sets.json')
    const { value, notice } = loadJsonFile(this.#path, ledgerSchema, { schemaVersion: 1, sets: [] }, options.now)
    this.#ledger = value
    this.notice = notice
  }

  /** Writes a set under a new generation. Nothing remains of it when that fails. */
  write(store: SecretStoreKind, set: KeySet): Promise<KeySetPlace> {
    return this.#inTurn(async () => {
      const place = { store, generation: randomUUID() as string, names: [...set.keys()] as string[] }
      this.#note([...this.#ledger.sets, place])
      try {
        const entries = new Map([...set].map(([name, secret]) => [name, unwrap(secret)]))
        await this.#options.stores[store].write(place.generation, entries)
      } catch (error) {
        await this.#remove(place).catch(() => undefined)
        throw error
      }
      return place
    })
  }

  /** @throws HostError `keys-missing` when a part of it is not there any more */
  read(place: KeySetPlace): Promise<KeySet> {
    return this.#inTurn(async () => {
      const found = await this.#options.stores[place.store].read(place.generation, place.names)
      if (found.size < place.names.length) {
        const where = place.store === 'keychain' ? 'keychain' : 'vault'
        throw new HostError(
          'keys-missing',
          `The ${where} does not hold the keys of this profile any more. Import them again.`,
        )
      }
      return new Map([...found].map(([name, bytes]) => [name as SecretName, new Secret(bytes)]))
    })
  }

  /** What cannot be removed now is removed at the next start. */
  remove(place: KeySetPlace): Promise<void> {
    return this.#inTurn(() => this.#remove(place).catch(() => undefined))
  }

  /** Keeps every set that there is now from being swept, at this start and later: who names them could not be read. */
  spare(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#ledger.sets.length > 0) this.#note(this.#ledger.sets.map((place) => ({ ...place, spared: true })))
    })
  }

  /** Removes every set that no profile names, as far as its store lets it. Answers how many. */
  sweep(wanted: ReadonlySet<string>): Promise<number> {
    return this.#inTurn(async () => {
      let removed = 0
      for (const place of this.#ledger.sets.filter(({ generation, spared }) => !spared && !wanted.has(generation))) {
        await this.#remove(place).then(
          () => removed++,
          () => undefined,
        )
      }
      return removed
    })
  }

  async #remove(place: KeySetPlace): Promise<void> {
    await this.#options.stores[place.store].remove(place.generation, place.names)
    this.#note(this.#ledger.sets.filter(({ generation }) => generation !== place.generation))
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
