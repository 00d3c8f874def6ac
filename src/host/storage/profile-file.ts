import { z } from 'zod'
import { createFeed, type Feed } from '../feed.ts'
import { HostError } from '../host-error.ts'
import { type LoadedFile, loadJsonFile, saveJsonFile } from './json-file.ts'

type Profiles<T> = Readonly<Record<string, T>>

/** Reads a JSON file with one value for each profile. */
export function loadProfiles<T>(path: string, value: z.ZodType<T>, now: () => number): LoadedFile<Profiles<T>> {
  const { value: file, ...rest } = loadJsonFile(path, fileSchema(value), { schemaVersion: 1, profiles: {} }, now)
  return { value: file.profiles, ...rest }
}

function fileSchema<T>(value: z.ZodType<T>) {
  const profiles: z.ZodType<Profiles<T>> = z.record(z.string().max(40), value)
  return z.strictObject({ schemaVersion: z.literal(1), profiles })
}

export interface ProfileFileOptions {
  readonly home: string
  readonly now: () => number
  /** Returns the ids of the existing profiles. The next change removes the values of other profiles. */
  readonly profileIds: () => readonly string[]
}

/** A JSON file with one value for each profile. */
export class ProfileFile<T> {
  readonly feed: Feed<Profiles<T>, Profiles<T>>
  /** A notice about a stored file that could not be used. */
  readonly notice: string | undefined
  readonly #path: string
  readonly #schema: z.ZodType
  readonly #profileIds: () => readonly string[]
  #profiles: Profiles<T>

  /** @param loaded the content of the file, or of an older file that it replaces */
  constructor(
    path: string,
    schema: z.ZodType<T>,
    loaded: LoadedFile<Profiles<T>>,
    profileIds: () => readonly string[],
  ) {
    this.#path = path
    this.#schema = fileSchema(schema)
    this.#profileIds = profileIds
    this.#profiles = loaded.value
    this.notice = loaded.notice
    this.feed = createFeed(() => this.#profiles)
  }

  of(profileId: string): T | undefined {
    return Object.hasOwn(this.#profiles, profileId) ? this.#profiles[profileId] : undefined
  }

  /** @throws HostError `not-found`, or with the system's error as its `cause` */
  change(profileId: string, change: (before: T | undefined) => T): void {
    if (!this.#profileIds().includes(profileId)) throw new HostError('not-found', 'This profile does not exist.')
    this.add(profileId, change(this.of(profileId)))
  }

  /**
   * Stores the value of a profile that is created afterwards. A crash in between leaves a value without a profile, which
   * the next change removes.
   * @throws HostError with the system's error as its `cause`
   */
  add(profileId: string, value: T): void {
    const known = this.#profileIds()
    const others = Object.entries(this.#profiles).filter(([id]) => known.includes(id))
    const profiles = { ...Object.fromEntries(others), [profileId]: value }
    this.#save(profiles)
    this.#profiles = profiles
    this.feed.push([profiles])
  }

  /** Changes a value in memory and then in the file. Returns the error if the file cannot be written. */
  note(profileId: string, value: T): unknown {
    this.#profiles = { ...this.#profiles, [profileId]: value }
    try {
      this.#save(this.#profiles)
      return undefined
    } catch (error) {
      return error
    }
  }

  #save(profiles: Profiles<T>): void {
    saveJsonFile(this.#path, this.#schema, { schemaVersion: 1, profiles })
  }
}
