import { join } from 'node:path'
import { z } from 'zod'
import { alertCondition } from '../../shared/contract/local-alert-views.ts'
import { type LocalAlert, MAX_LOCAL_ALERTS } from '../../shared/domain/local-alerts.ts'
import { type HostContext, reportProblem } from '../host-context.ts'
import { HostError } from '../host-error.ts'
import { loadProfiles, ProfileFile } from '../storage/profile-file.ts'

/** Maximum number of orders that an alert remembers, equal to the maximum of the order list. */
export const MAX_FIRED_ORDERS = 5_000

/** Alert with the fields that only the host uses. */
export interface StoredAlert extends LocalAlert {
  /** Keys of the orders for which an alert has already fired. */
  readonly firedOrders?: readonly string[]
}

const storedAlert: z.ZodType<StoredAlert> = z
  .strictObject({
    id: z.uuid(),
    on: z.boolean(),
    condition: alertCondition,
    firedAt: z.number().int().optional(),
    firedOrders: z.array(z.string().max(100)).max(MAX_FIRED_ORDERS).optional(),
  })
  .transform(({ firedAt, firedOrders, ...alert }) => ({
    ...alert,
    ...(firedAt !== undefined && { firedAt }),
    ...(firedOrders !== undefined && { firedOrders }),
  }))

const alertsOfProfile = z.array(storedAlert).max(MAX_LOCAL_ALERTS)

export interface StoredLocalAlertsOptions {
  readonly context: HostContext
  /** Returns the ids of the existing profiles. The next change removes the alerts of other profiles. */
  readonly profileIds: () => readonly string[]
}

/** The local alerts of each profile in `local-alerts.json`. */
export class StoredLocalAlerts {
  readonly #file: ProfileFile<readonly StoredAlert[]>

  constructor({ context, profileIds }: StoredLocalAlertsOptions) {
    const path = join(context.home, 'local-alerts.json')
    const loaded = loadProfiles<readonly StoredAlert[]>(path, alertsOfProfile, context.clock.now)
    this.#file = new ProfileFile(path, alertsOfProfile, loaded, profileIds)
    if (loaded.notice !== undefined) reportProblem(context, 'local-alerts-quarantined', loaded.notice)
  }

  of(profileId: string): readonly StoredAlert[] {
    return this.#file.of(profileId) ?? []
  }

  /**
   * Adds an alert, or replaces the alert with the same id.
   * @throws HostError `limit`, `not-found`
   */
  put(profileId: string, alert: StoredAlert): void {
    const alerts = this.of(profileId)
    const index = alerts.findIndex(({ id }) => id === alert.id)
    if (index < 0 && alerts.length >= MAX_LOCAL_ALERTS) {
      throw new HostError('limit', `${MAX_LOCAL_ALERTS} alerts are saved, the maximum. Delete one first.`)
    }
    this.#file.change(profileId, () => (index < 0 ? [...alerts, alert] : alerts.with(index, alert)))
  }

  /**
   * Stores that an alert fired or was re-armed. Returns the error if the file cannot be written; the change then lasts
   * until the console stops.
   */
  note(profileId: string, alert: StoredAlert): unknown {
    return this.#file.note(
      profileId,
      this.of(profileId).map((each) => (each.id === alert.id ? alert : each)),
    )
  }

  /** @throws HostError `not-found` */
  remove(profileId: string, alertId: string): void {
    this.require(profileId, alertId)
    this.#file.change(profileId, (alerts = []) => alerts.filter(({ id }) => id !== alertId))
  }

  /** @throws HostError `not-found` */
  require(profileId: string, alertId: string): StoredAlert {
    const found = this.of(profileId).find(({ id }) => id === alertId)
    if (!found) throw new HostError('not-found', 'This alert no longer exists.')
    return found
  }
}
