import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import {
  type GuardRailsView,
  guardRails,
  guardRailsOfFormat1,
  readStatedRails,
} from '../../shared/contract/guard-rail-views.ts'
import {
  type GuardRails,
  INDIVIDUAL_ACCOUNT_RAILS,
  loosensRails,
  NO_RAILS,
  needsFormat2,
  STRICT_RAILS,
  stricterRails,
  toRailsOfFormat1,
} from '../../shared/domain/guard-rails.ts'
import { rowOf } from '../../shared/domain/read-value.ts'
import { isDatabaseOlderThan } from '../database/stored-version.ts'
import { createFeed, type Feed } from '../feed.ts'
import { type HostContext, reportProblem } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import type { Profile } from '../profiles/profile.ts'
import { quoteForDialog } from '../safety/user-confirmation.ts'
import { CheckedJsonFile } from '../storage/checked-json-file.ts'
import { formatJsonFile, loadJsonFile } from '../storage/json-file.ts'
import { PROTECTED_FORMATS } from '../storage/protected-formats.ts'
import { isWriteProtected } from '../storage/write-protection.ts'
import { findRepeatedName } from './repeated-name.ts'

const FILE = 'guard-rails.json'
const MARK = 'limits.created'
/** Lowest number of migrations that only databases of versions with guard rails have. */
const DATABASE_WITH_LIMITS = 5

/** Limits of profiles without an entry. `none` only in a file of an earlier version, whose profiles had no limits. */
const others = z.enum(['none', 'strict'])
const profileId = z.string().max(40)

/**
 * Version 2 has more limits. It is written only while one of them is in use, because earlier versions, which would not
 * apply them, do not start with it. So a folder without them can still be used by an earlier version.
 */
const stored = z.discriminatedUnion('schemaVersion', [
  z.strictObject({ schemaVersion: z.literal(1), others, profiles: z.record(profileId, guardRailsOfFormat1) }),
  z.strictObject({
    schemaVersion: z.literal(PROTECTED_FORMATS[FILE]),
    others,
    profiles: z.record(profileId, guardRails),
  }),
])

type Stored = z.infer<typeof stored>
type Limits = GuardRailsView

const NEW: Stored = { schemaVersion: 1, others: 'none', profiles: {} }
const DAMAGED: Stored = { schemaVersion: 1, others: 'strict', profiles: {} }

const STRICT_NOW = 'Every profile now has strict guard rails: check them in Profiles.'

type LimitedProfile = Pick<Profile, 'id' | 'kind' | 'name'>

export interface StoredGuardRailsOptions {
  readonly context: HostContext
  readonly profiles: () => readonly LimitedProfile[]
}

/**
 * The limits of each profile in `guard-rails.json`. Each listed profile has an entry, and a missing one is strict. A
 * file that is damaged, was changed by another program, or has disappeared is never a file without limits: without a
 * good copy, every profile gets strict limits, or stricter ones that are known, until the user changes them. Only a
 * folder in which an earlier version has recorded its requests has profiles without limits.
 */
export class StoredGuardRails {
  readonly feed: Feed<GuardRailsView, GuardRailsView>
  readonly #context: HostContext
  readonly #path: string
  readonly #file: CheckedJsonFile
  readonly #profiles: StoredGuardRailsOptions['profiles']
  /** Limits by profile. Stricter than the stored ones after a change that could not be stored. */
  #limits: Limits = {}
  /** Texts that were read and are JSON. */
  #texts: string[] = []

  constructor({ context, profiles }: StoredGuardRailsOptions) {
    this.#context = context
    this.#path = join(context.home, FILE)
    this.#file = new CheckedJsonFile(this.#path, join(context.home, MARK))
    this.#profiles = profiles
    this.#limits = this.#load()
    this.feed = createFeed(() => this.view())
  }

  view(): GuardRailsView {
    return Object.fromEntries(this.#profiles().map((profile) => [profile.id, this.of(profile)]))
  }

  of({ id }: Pick<Profile, 'id'>): GuardRails {
    return (Object.hasOwn(this.#limits, id) ? this.#limits[id] : undefined) ?? STRICT_RAILS
  }

  /**
   * Stores the limits of a profile that is created afterwards. A crash in between leaves limits without a profile, which
   * the next change removes.
   * @throws HostError if they cannot be stored
   */
  add(id: string, rails: GuardRails): void {
    this.#requireOwnContent()
    this.#save({ ...this.#limitsOfProfiles(), [id]: rails })
  }

  /**
   * Stores the limits of a profile, and removes those of deleted profiles. If they cannot be stored, the stricter of the
   * old and the new value of each limit is in force.
   * @throws HostError if they cannot be stored
   */
  change(id: string, rails: GuardRails): void {
    this.#requireOwnContent()
    const limits = this.#limitsOfProfiles()
    try {
      this.#save({ ...limits, [id]: rails })
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      const before = this.of({ id })
      const inForce = stricterRails(before, rails)
      this.#limits = { ...limits, [id]: inForce }
      throw createNotStoredError(error, loosensRails(inForce, before))
    } finally {
      this.feed.push([this.view()])
    }
  }

  /** Reads the limits, gives an entry to each profile that has none, and writes what changed. */
  #load(): Limits {
    const { notices, clock } = this.#context
    const { value, notice, ignored } = loadJsonFile(this.#path, stored, DAMAGED, clock.now, this.#problemOf)
    notices.add(ignored)
    const isMissing = value === DAMAGED && notice === undefined
    const isNew = isMissing && (this.#file.mayBeMissing || (this.#file.isUnchecked && this.#neverHadLimits()))
    if (isNew) this.#file.begin()
    const isDamaged = value === DAMAGED && !isNew
    const problem = isMissing && !isNew ? `${this.#path} and its copy are missing.` : notice
    if (problem !== undefined) this.#report(isDamaged ? `${problem} ${STRICT_NOW}` : problem)

    const { others } = isNew ? NEW : value
    const profiles = isDamaged ? this.#strictLimits() : limitsOf(isNew ? NEW : value)
    this.#texts = []
    const added = this.#profiles().filter(({ id }) => !Object.hasOwn(profiles, id))
    if (!isDamaged) this.#reportAdded(added, others)
    const entries = added.map((profile) => [profile.id, firstLimits(profile, others)])
    const limits: Limits = { ...profiles, ...Object.fromEntries(entries) }
    const isStored = problem === undefined && added.length === 0 && others === 'strict' && this.#file.isSettled
    if (!isStored) this.#saveLoaded(limits)
    return limits
  }

  /** Returns why a text is not the content that this console wrote. */
  readonly #problemOf = (text: string): string | undefined => {
    this.#texts.push(text)
    const repeated = findRepeatedName(text)
    if (repeated !== undefined) return `"${repeated}" is repeated`
    if (!this.#file.isUnchecked) return this.#file.problemOf(text)
    // An earlier version has written `strict` only after damage, and this one always writes it, with a checksum.
    const { others } = (JSON.parse(text) ?? {}) as Partial<Stored>
    return others === 'strict' ? 'its checksum is missing' : undefined
  }

  /**
   * Returns strict limits, or for each limit the stricter one that this console knows, or that the file or its copy still
   * states: damage can only make it stricter.
   */
  #strictLimits(): Limits {
    const read = this.#texts.map((text): Limits => {
      const profiles = rowOf(rowOf(JSON.parse(text))?.['profiles']) ?? {}
      const stated = Object.entries(profiles).map(([id, entry]) => [id, { ...NO_RAILS, ...readStatedRails(entry) }])
      return Object.fromEntries(stated)
    })
    const strictest = ({ id }: LimitedProfile): GuardRails =>
      [this.#limits, ...read]
        .flatMap((limits) => (Object.hasOwn(limits, id) ? (limits[id] ?? []) : []))
        .reduce(stricterRails, STRICT_RAILS)
    return Object.fromEntries(this.#profiles().map((profile) => [profile.id, strictest(profile)]))
  }

  /**
   * Reports whether the folder shows that no version with guard rails has used it: it is new, or its database is from an
   * earlier version. Otherwise the files were removed, or not restored with the profiles.
   */
  #neverHadLimits(): boolean {
    const { home } = this.#context
    // A quarantined file shows that limits existed.
    if (readdirSync(home).some((name) => name.startsWith(FILE) && !name.endsWith('.tmp'))) return false
    const database = join(home, 'console.db')
    if (isDatabaseOlderThan(database, DATABASE_WITH_LIMITS)) return true
    return !existsSync(database) && this.#profiles().every(({ kind }) => kind === 'practice')
  }

  #reportAdded(added: readonly LimitedProfile[], others: Stored['others']): void {
    const named = added.filter(({ kind }) => others === 'strict' || kind !== 'practice')
    if (named.length === 0) return
    const names = named.map(({ name }) => quoteForDialog(name)).join(', ')
    this.#report(
      others === 'strict'
        ? `${this.#path} has no guard rails for ${names}. Strict ones are in force: check them in Profiles.`
        : `No guard rails are set for ${names}, so orders there have no limits. Set them in Profiles.`,
    )
  }

  #report(text: string): void {
    reportProblem(this.#context, 'guard-rails-not-as-stored', text)
  }

  #saveLoaded(limits: Limits): void {
    // The notice about the read-only folder covers this.
    if (isWriteProtected(this.#context.home)) return
    try {
      this.#save(limits)
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      this.#report(`The guard rails cannot be stored: ${error.message} They are in force until the console stops.`)
    }
  }

  /** @throws HostError if another program changed the file since it was read. Every profile then has strict limits. */
  #requireOwnContent(): void {
    if (!this.#file.hasForeignContent) return
    this.#limits = this.#load()
    this.feed.push([this.view()])
    throw new HostError(
      'file-failed',
      `Not changed: another program changed ${FILE} while the console ran. Check the guard rails of every profile.`,
    )
  }

  #limitsOfProfiles(): Limits {
    const known = new Set(this.#profiles().map(({ id }) => id))
    return Object.fromEntries(Object.entries(this.#limits).filter(([id]) => known.has(id)))
  }

  #save(profiles: Limits): void {
    this.#file.write(formatJsonFile(this.#path, stored, toStored(profiles)))
    this.#limits = profiles
  }
}

/** Returns the limits in a file. Limits that its version does not have are off. */
function limitsOf({ profiles }: Stored): Limits {
  return Object.fromEntries(Object.entries(profiles).map(([id, rails]) => [id, { ...NO_RAILS, ...rails }]))
}

function toStored(profiles: Limits): Stored {
  if (Object.values(profiles).some(needsFormat2)) return { schemaVersion: 2, others: 'strict', profiles }
  const older = Object.entries(profiles).map(([id, rails]) => [id, toRailsOfFormat1(rails)] as const)
  return { schemaVersion: 1, others: 'strict', profiles: Object.fromEntries(older) }
}

/** Limits of a profile that has none yet. */
function firstLimits({ kind }: LimitedProfile, others: Stored['others']): GuardRails {
  if (others === 'strict') return STRICT_RAILS
  return kind === 'practice' ? INDIVIDUAL_ACCOUNT_RAILS : NO_RAILS
}

function createNotStoredError(error: HostError, isStricter: boolean): HostError {
  const inForce = isStricter
    ? 'Until they can be stored, the stricter of the old and the new value of each limit is in force; after a restart, the old ones are.'
    : 'The old ones stay in force.'
  return new HostError(error.code, `The guard rails were not stored: ${error.message} ${inForce}`, { cause: error })
}
