import { join } from 'node:path'
import { z } from 'zod'
import { blotterLook, lookName } from '../../shared/contract/look-schema.ts'
import type { KeptLooks, LooksView } from '../../shared/contract/look-views.ts'
import { type BlotterLook, MAX_NAMED_LOOKS } from '../../shared/domain/blotter-look.ts'
import { createFeed, type Feed } from '../feed.ts'
import { fileError } from '../files/file-error.ts'
import type { HostContext } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { HandlersOf } from '../rpc/services.ts'
import { loadJsonFile, saveJsonFile } from '../storage/json-file.ts'

const looksSchema = z.strictObject({
  schemaVersion: z.literal(1),
  profiles: z.record(
    z.string().max(40),
    z.strictObject({
      last: blotterLook.optional(),
      named: z.array(z.strictObject({ name: lookName, look: blotterLook })).max(MAX_NAMED_LOOKS),
    }),
  ),
})

export interface LooksOptions {
  readonly home: string
  readonly now: () => number
  /** Profiles that there are: looks of others go with the next change. */
  readonly profileIds: () => readonly string[]
}

/**
 * How the orders of each profile are looked at, in `looks.json` of the user data folder: a browser would forget it, because each
 * start of browser mode has an address of its own.
 */
export class LooksService {
  readonly feed: Feed<LooksView, LooksView>
  /** What happened to a file that could not be used. */
  readonly notice: string | undefined
  readonly #path: string
  readonly #profileIds: LooksOptions['profileIds']
  #looks: LooksView

  constructor({ home, now, profileIds }: LooksOptions) {
    this.#path = join(home, 'looks.json')
    this.#profileIds = profileIds
    const { value, notice } = loadJsonFile(this.#path, looksSchema, { schemaVersion: 1, profiles: {} }, now)
    this.#looks = value.profiles
    this.notice = notice
    this.feed = createFeed(() => this.#looks)
  }

  /** Remembers the look of now. */
  remember(profileId: string, last: BlotterLook): void {
    this.#change(profileId, (kept) => ({ ...kept, last }))
  }

  /** Saves a look under a name, in place of one with that name. */
  name(profileId: string, name: string, look: BlotterLook): void {
    this.#change(profileId, (kept) => {
      const at = kept.named.findIndex((each) => each.name === name)
      if (at < 0 && kept.named.length >= MAX_NAMED_LOOKS) {
        throw new HostError('limit', `${MAX_NAMED_LOOKS} views are saved, the most. Delete one first.`)
      }
      const named = at < 0 ? [...kept.named, { name, look }] : kept.named.with(at, { name, look })
      return { ...kept, named }
    })
  }

  forget(profileId: string, name: string): void {
    this.#change(profileId, (kept) => ({ ...kept, named: kept.named.filter((each) => each.name !== name) }))
  }

  #change(profileId: string, change: (kept: KeptLooks) => KeptLooks): void {
    const known = this.#profileIds()
    if (!known.includes(profileId)) throw new HostError('not-found', 'There is no such profile.')
    const kept = Object.fromEntries(Object.entries(this.#looks).filter(([id]) => known.includes(id)))
    const looks = { ...kept, [profileId]: change(kept[profileId] ?? { named: [] }) }
    try {
      saveJsonFile(this.#path, { schemaVersion: 1, profiles: looks })
    } catch (error) {
      throw fileError(error, 'write')
    }
    this.#looks = looks
    this.feed.push([looks])
  }
}

export function createLooks({ home, clock, notices }: HostContext, list: ProfileList): HandlersOf<'looks'> {
  const looks = new LooksService({ home, now: clock.now, profileIds: () => list.profiles.map(({ id }) => id) })
  notices.add(looks.notice)
  return {
    'looks.feed': () => looks.feed,
    'looks.remember': async ({ profileId, look }) => looks.remember(profileId, look),
    'looks.name': async ({ profileId, name, look }) => looks.name(profileId, name, look),
    'looks.forget': async ({ profileId, name }) => looks.forget(profileId, name),
  }
}
