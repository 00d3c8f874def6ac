import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { LayoutsView, ProfileLayouts } from '../../shared/contract/layout-views.ts'
import { blotterLayout, layoutName } from '../../shared/contract/schemas.ts'
import { type BlotterLayout, MAX_NAMED_LAYOUTS } from '../../shared/domain/blotter-layout.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { HostContext } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { HandlersOf } from '../rpc/service-types.ts'
import { type LoadedFile, loadJsonFile, saveJsonFile } from '../storage/json-file.ts'

const profileLayouts = z.strictObject({
  current: blotterLayout.optional(),
  named: z.array(z.strictObject({ name: layoutName, layout: blotterLayout })).max(MAX_NAMED_LAYOUTS),
})

/** Schema of a layout in `looks.json`, the file of version 0.1.0. */
const profileLooks = z
  .strictObject({
    last: blotterLayout.optional(),
    named: z.array(z.strictObject({ name: layoutName, look: blotterLayout })).max(MAX_NAMED_LAYOUTS),
  })
  .transform(({ last, named }) => ({
    ...(last && { current: last }),
    named: named.map(({ name, look }) => ({ name, layout: look })),
  }))

export interface LayoutsOptions {
  readonly home: string
  readonly now: () => number
  /** Returns the ids of the existing profiles. The next change removes layouts of other profiles. */
  readonly profileIds: () => readonly string[]
}

/**
 * Stores the blotter layouts of each profile in `layouts.json`. The browser's own storage is not used, because each
 * start of browser mode has another origin.
 */
export class LayoutsService {
  readonly feed: Feed<LayoutsView, LayoutsView>
  /** A notice about a stored file that could not be used. */
  readonly notice: string | undefined
  readonly #path: string
  readonly #profileIds: LayoutsOptions['profileIds']
  #layouts: LayoutsView

  constructor({ home, now, profileIds }: LayoutsOptions) {
    this.#path = join(home, 'layouts.json')
    this.#profileIds = profileIds
    const { value, notice } = load(home, this.#path, now)
    this.#layouts = value
    this.notice = notice
    this.feed = createFeed(() => this.#layouts)
  }

  saveCurrent(profileId: string, current: BlotterLayout): void {
    this.#change(profileId, (layouts) => ({ ...layouts, current }))
  }

  /** Saves a layout under a name. Replaces an existing layout with that name. */
  save(profileId: string, name: string, layout: BlotterLayout): void {
    this.#change(profileId, (layouts) => {
      const index = layouts.named.findIndex((each) => each.name === name)
      if (index < 0 && layouts.named.length >= MAX_NAMED_LAYOUTS) {
        throw new HostError('limit', `${MAX_NAMED_LAYOUTS} views are saved, the maximum. Delete one first.`)
      }
      const saved = { name, layout }
      return { ...layouts, named: index < 0 ? [...layouts.named, saved] : layouts.named.with(index, saved) }
    })
  }

  delete(profileId: string, name: string): void {
    this.#change(profileId, (layouts) => ({ ...layouts, named: layouts.named.filter((each) => each.name !== name) }))
  }

  #change(profileId: string, change: (layouts: ProfileLayouts) => ProfileLayouts): void {
    const known = this.#profileIds()
    if (!known.includes(profileId)) throw new HostError('not-found', 'This profile does not exist.')
    const current = Object.fromEntries(Object.entries(this.#layouts).filter(([id]) => known.includes(id)))
    const layouts = { ...current, [profileId]: change(current[profileId] ?? { named: [] }) }
    saveJsonFile(this.#path, { schemaVersion: 1, profiles: layouts })
    this.#layouts = layouts
    this.feed.push([layouts])
  }
}

/** Reads `layouts.json`, or `looks.json` if `layouts.json` does not exist. `looks.json` is kept for version 0.1.0. */
function load(home: string, path: string, now: () => number): LoadedFile<LayoutsView> {
  const read = (file: string, profile: z.ZodType<ProfileLayouts>): LoadedFile<LayoutsView> => {
    const profiles: z.ZodType<LayoutsView> = z.record(z.string().max(40), profile)
    const schema = z.strictObject({ schemaVersion: z.literal(1), profiles })
    const { value, ...rest } = loadJsonFile(file, schema, { schemaVersion: 1, profiles: {} }, now)
    return { value: value.profiles, ...rest }
  }
  // Also count copies of `layouts.json`: otherwise layouts that the user has deleted since would reappear.
  const isThere = existsSync(home) && readdirSync(home).some((name) => name.startsWith('layouts.json'))
  return isThere ? read(path, profileLayouts) : read(join(home, 'looks.json'), profileLooks)
}

export function createLayouts({ home, clock, notices }: HostContext, list: ProfileList): HandlersOf<'layouts'> {
  const layouts = new LayoutsService({ home, now: clock.now, profileIds: () => list.profiles.map(({ id }) => id) })
  notices.add(layouts.notice)
  return {
    'layouts.feed': () => layouts.feed,
    'layouts.saveCurrent': async ({ profileId, layout }) => layouts.saveCurrent(profileId, layout),
    'layouts.save': async ({ profileId, name, layout }) => layouts.save(profileId, name, layout),
    'layouts.delete': async ({ profileId, name }) => layouts.delete(profileId, name),
  }
}
