import { join } from 'node:path'
import { z } from 'zod'
import { assetClass, type TicketDefaults, ticketDefaults } from '../../shared/contract/schemas.ts'
import type { TicketDefaultsView } from '../../shared/contract/ticket-views.ts'
import { createFeed, type Feed } from '../feed.ts'
import { HostError } from '../host-error.ts'
import { loadJsonFile, saveJsonFile } from '../storage/json-file.ts'

/** IBKR has about a dozen asset classes. */
const MAX_CLASSES = 30

const schema = z.strictObject({
  schemaVersion: z.literal(1),
  profiles: z.record(
    z.string().max(40),
    z
      .record(assetClass, ticketDefaults)
      .refine((classes) => Object.keys(classes).length <= MAX_CLASSES, 'too many asset classes'),
  ),
})

interface TicketDefaultsOptions {
  readonly home: string
  readonly now: () => number
  /** Returns the ids of the existing profiles. The next change removes defaults of other profiles. */
  readonly profileIds: () => readonly string[]
}

/** Stores the starting values of the ticket in `ticket-defaults.json`, by profile and asset class. */
export class TicketDefaultsService {
  readonly feed: Feed<TicketDefaultsView, TicketDefaultsView>
  /** A notice about a stored file that could not be used. */
  readonly notice: string | undefined
  readonly #path: string
  readonly #profileIds: TicketDefaultsOptions['profileIds']
  #profiles: TicketDefaultsView

  constructor({ home, now, profileIds }: TicketDefaultsOptions) {
    this.#path = join(home, 'ticket-defaults.json')
    this.#profileIds = profileIds
    const { value, notice } = loadJsonFile(this.#path, schema, { schemaVersion: 1, profiles: {} }, now)
    this.#profiles = value.profiles
    this.notice = notice
    this.feed = createFeed(() => this.#profiles)
  }

  /** Saves the values of one asset class; removes them if there are none. */
  save(profileId: string, name: string, values: TicketDefaults | undefined): null {
    const known = this.#profileIds()
    if (!known.includes(profileId)) throw new HostError('not-found', 'This profile does not exist.')
    const others = Object.fromEntries(Object.entries(this.#profiles).filter(([id]) => known.includes(id)))
    const { [name]: _, ...classes } = others[profileId] ?? {}
    const profiles = { ...others, [profileId]: values === undefined ? classes : { ...classes, [name]: values } }
    if (Object.keys(profiles[profileId] ?? {}).length > MAX_CLASSES)
      throw new HostError(
        'limit',
        `Defaults of ${MAX_CLASSES} asset classes are saved, the maximum. Remove some first.`,
      )
    saveJsonFile(this.#path, { schemaVersion: 1, profiles })
    this.#profiles = profiles
    this.feed.push([profiles])
    return null
  }
}
