import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { LayoutsView, ProfileLayouts } from '../../shared/contract/layout-views.ts'
import { blotterLayout, layoutName } from '../../shared/contract/schemas.ts'
import { type BlotterLayout, MAX_NAMED_LAYOUTS } from '../../shared/domain/blotter-layout.ts'
import type { HostContext } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { HandlersOf } from '../service-types.ts'
import type { LoadedFile } from '../storage/json-file.ts'
import { loadProfiles, ProfileFile, type ProfileFileOptions } from '../storage/profile-file.ts'

const profileLayouts = z.strictObject({
  current: blotterLayout.optional(),
  named: z.array(z.strictObject({ name: layoutName, layout: blotterLayout })).max(MAX_NAMED_LAYOUTS),
})

const NONE: ProfileLayouts = { named: [] }

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

/**
 * Stores the blotter layouts of each profile in `layouts.json`. The browser's own storage is not used, because each
 * start of browser mode has another origin.
 */
export class LayoutsService extends ProfileFile<ProfileLayouts> {
  constructor(options: ProfileFileOptions) {
    const path = join(options.home, 'layouts.json')
    super(path, profileLayouts, load(path, options), options.profileIds)
  }

  saveCurrent(profileId: string, current: BlotterLayout): void {
    this.change(profileId, (layouts = NONE) => ({ ...layouts, current }))
  }

  /** Saves a layout under a name. Replaces an existing layout with that name. */
  save(profileId: string, name: string, layout: BlotterLayout): void {
    this.change(profileId, (layouts = NONE) => {
      const index = layouts.named.findIndex((each) => each.name === name)
      if (index < 0 && layouts.named.length >= MAX_NAMED_LAYOUTS) {
        throw new HostError('limit', `${MAX_NAMED_LAYOUTS} views are saved, the maximum. Delete one first.`)
      }
      const saved = { name, layout }
      return { ...layouts, named: index < 0 ? [...layouts.named, saved] : layouts.named.with(index, saved) }
    })
  }

  delete(profileId: string, name: string): void {
    this.change(profileId, (layouts = NONE) => ({
      ...layouts,
      named: layouts.named.filter((each) => each.name !== name),
    }))
  }
}

/** Reads `layouts.json`, or `looks.json` if `layouts.json` does not exist. `looks.json` is kept for version 0.1.0. */
function load(path: string, { home, now }: ProfileFileOptions): LoadedFile<LayoutsView> {
  // Also count copies of `layouts.json`: otherwise layouts that the user has deleted since would reappear.
  const isThere = existsSync(home) && readdirSync(home).some((name) => name.startsWith('layouts.json'))
  return isThere
    ? loadProfiles<ProfileLayouts>(path, profileLayouts, now)
    : loadProfiles<ProfileLayouts>(join(home, 'looks.json'), profileLooks, now)
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
