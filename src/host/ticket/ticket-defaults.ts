import { join } from 'node:path'
import { z } from 'zod'
import { assetClass, type TicketDefaults, ticketDefaults } from '../../shared/contract/schemas.ts'
import type { TicketDefaultsView } from '../../shared/contract/ticket-views.ts'
import { HostError } from '../host-error.ts'
import { loadProfiles, ProfileFile, type ProfileFileOptions } from '../storage/profile-file.ts'

/** IBKR has about a dozen asset classes. */
const MAX_CLASSES = 30

const classDefaults = z
  .record(assetClass, ticketDefaults)
  .refine((classes) => Object.keys(classes).length <= MAX_CLASSES, 'too many asset classes')

/** Stores the starting values of the ticket in `ticket-defaults.json`, by profile and asset class. */
export class TicketDefaultsService extends ProfileFile<TicketDefaultsView[string]> {
  constructor(options: ProfileFileOptions) {
    const path = join(options.home, 'ticket-defaults.json')
    super(path, classDefaults, loadProfiles(path, classDefaults, options.now), options.profileIds)
  }

  /** Saves the values of one asset class; removes them if there are none. */
  save(profileId: string, name: string, values: TicketDefaults | undefined): null {
    this.change(profileId, (before = {}) => {
      const { [name]: _, ...others } = before
      const classes = values === undefined ? others : { ...others, [name]: values }
      if (Object.keys(classes).length <= MAX_CLASSES) return classes
      throw new HostError(
        'limit',
        `Defaults of ${MAX_CLASSES} asset classes are saved, the maximum. Remove some first.`,
      )
    })
    return null
  }
}
