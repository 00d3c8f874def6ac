import type { Clock } from '../../client/index.ts'
import type { InboxEvent } from '../inbox/record-event.ts'
import { createOrderNotification, type OrderChange } from './order-notifications.ts'

/**
 * Time in ms that an order must stay inactive before the user is notified. IBKR first sends a new order as inactive.
 * After a reconnect, this update may arrive after a snapshot that shows the order as working.
 */
export const INACTIVE_MS = 2_000

interface OrderNotifierOptions {
  readonly clock: Clock
  /** Records an event in the inbox and shows it. */
  readonly report: (event: InboxEvent) => void
  /** Returns the id of the data to which the orders belong, of a login or a profile. */
  readonly scope: () => string
}

/** Notifies the user of orders that ended, received another fill or stay inactive. */
export class OrderNotifier {
  readonly #options: OrderNotifierOptions
  /** Functions that cancel a delayed notification, by order id. */
  readonly #pending = new Map<string, () => void>()

  constructor(options: OrderNotifierOptions) {
    this.#options = options
  }

  notify(change: OrderChange): void {
    const { clock, report, scope } = this.#options
    const { orderId, status } = change.after
    const event = createOrderNotification(change)
    if (status !== 'Inactive') this.#cancel(orderId)
    if (event === undefined) return
    if (status !== 'Inactive' || event.kind !== 'reject') {
      report(event)
      return
    }
    const before = scope()
    this.#pending.set(
      orderId,
      clock.after(INACTIVE_MS, () => {
        this.#pending.delete(orderId)
        // If the profile has changed, the inbox belongs to another profile.
        if (scope() === before) report(event)
      }),
    )
  }

  close(): void {
    for (const orderId of [...this.#pending.keys()]) this.#cancel(orderId)
  }

  #cancel(orderId: string): void {
    this.#pending.get(orderId)?.()
    this.#pending.delete(orderId)
  }
}
