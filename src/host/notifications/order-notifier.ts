import type { Clock } from '../../client/index.ts'
import type { InboxEvent } from '../inbox/record-event.ts'
import { createOrderNotification, type OrderChange } from './order-notifications.ts'

/**
 * Time in ms for which an order must stay inactive before it is reported. IBKR first reports a new order as inactive,
 * and after a reconnect this report may follow a list that shows the order as working.
 */
export const INACTIVE_MS = 2_000

interface OrderNotifierOptions {
  readonly clock: Clock
  /** Records an event in the inbox and shows it. */
  readonly report: (event: InboxEvent) => void
  /** Returns the login or profile of the orders. */
  readonly scope: () => string
}

/** Reports the orders that ended, had a further fill or stay inactive. */
export class OrderNotifier {
  readonly #options: OrderNotifierOptions
  /** Functions that cancel a pending report, by order id. */
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
        // Otherwise, the inbox is already that of another profile.
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
