import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type GuardRailsView, guardRails } from '../../shared/contract/guard-rail-views.ts'
import { type GuardRails, NO_RAILS, PRIVATE_ACCOUNT_RAILS, STRICT_RAILS } from '../../shared/domain/guard-rails.ts'
import { createFeed, type Feed } from '../feed.ts'
import { type HostContext, reportProblem } from '../host-context.ts'
import type { Profile } from '../profiles/profile.ts'
import { loadJsonFile, saveJsonFile } from '../storage/json-file.ts'
import { PROTECTED_FORMATS } from '../storage/protected-formats.ts'

const FILE = 'guard-rails.json'

const stored = z.strictObject({
  schemaVersion: z.literal(PROTECTED_FORMATS[FILE]),
  /** Limits of profiles without an entry: none for the profiles of version 0.1.0, strict ones after damage. */
  others: z.enum(['none', 'strict']),
  profiles: z.record(z.string().max(40), guardRails),
})

type Stored = z.infer<typeof stored>

const isOurs = (name: string): boolean => name.startsWith(FILE)

const NEW: Stored = { schemaVersion: 1, others: 'none', profiles: {} }
const DAMAGED: Stored = { schemaVersion: 1, others: 'strict', profiles: {} }

export interface StoredGuardRailsOptions {
  readonly context: HostContext
  readonly profiles: () => readonly Pick<Profile, 'id' | 'kind'>[]
}

/**
 * The limits of each profile in `guard-rails.json`. A damaged file without a good copy never becomes a file without
 * limits: it is quarantined, and every profile gets strict limits until the user changes them.
 */
export class StoredGuardRails {
  readonly feed: Feed<GuardRailsView, GuardRailsView>
  readonly #path: string
  readonly #profiles: StoredGuardRailsOptions['profiles']
  #stored: Stored

  constructor({ context, profiles }: StoredGuardRailsOptions) {
    this.#path = join(context.home, FILE)
    this.#profiles = profiles
    const { value, notice, ignored } = loadJsonFile(this.#path, stored, DAMAGED, context.clock.now)
    context.notices.add(ignored)
    // A quarantined file shows that limits existed. Only without any trace of them there were none.
    const isNew = value === DAMAGED && notice === undefined && !readdirSync(context.home).some(isOurs)
    this.#stored = isNew ? NEW : value
    if (notice !== undefined) {
      const strict = value === DAMAGED ? ' Every profile now has strict guard rails: check them in Profiles.' : ''
      reportProblem(context, 'guard-rails-quarantined', `${notice}${strict}`)
    }
    this.feed = createFeed(() => this.view())
  }

  view(): GuardRailsView {
    return Object.fromEntries(this.#profiles().map((profile) => [profile.id, this.of(profile)]))
  }

  of({ id, kind }: Pick<Profile, 'id' | 'kind'>): GuardRails {
    const found = Object.hasOwn(this.#stored.profiles, id) ? this.#stored.profiles[id] : undefined
    if (found) return found
    if (this.#stored.others === 'strict') return STRICT_RAILS
    return kind === 'practice' ? PRIVATE_ACCOUNT_RAILS : NO_RAILS
  }

  /** Stores the limits of a profile, and removes those of deleted profiles. */
  change(id: string, rails: GuardRails): void {
    const known = new Set([id, ...this.#profiles().map((profile) => profile.id)])
    const others = Object.entries(this.#stored.profiles).filter(([other]) => known.has(other))
    this.#save({ ...this.#stored, profiles: { ...Object.fromEntries(others), [id]: rails } })
    this.feed.push([this.view()])
  }

  #save(next: Stored): void {
    saveJsonFile(this.#path, stored, next)
    this.#stored = next
  }
}
