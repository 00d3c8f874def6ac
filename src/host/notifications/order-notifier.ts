import type { Clock } from '../../client/index.ts'
import type { InboxEvent } from '../inbox/record-event.ts'
import { createOrderNotification, type OrderChange } from './order-notifications.ts'

/**
 * Time in ms that an order must stay inactive before the user is notified. IBKR first sends a new order as inactive.
 * After a reconnect, this update may arrive after a snapshot that shows the order as working.
 */
export const INACTIVE_MS = 2_000

interface DelayedEvent {
  readonly event: InboxEvent
  readonly cancel: () => void
}

/** Notifies the user of orders that ended, received another fill or stay inactive. */
export class OrderNotifier {
  readonly #clock: Clock
  readonly #report: (event: InboxEvent) => void
  /** Events of inactive orders, by order id. */
  readonly #delayed = new Map<string, DelayedEvent>()

  /** `report`: records an event in the inbox of the current profile and shows it. */
  constructor(clock: Clock, report: (event: InboxEvent) => void) {
    this.#clock = clock
    this.#report = report
  }

  notify(change: OrderChange): void {
    const { orderId, status } = change.after
    const event = createOrderNotification(change)
    if (status !== 'Inactive') this.#withdraw(orderId)
    if (event === undefined) return
    if (status !== 'Inactive' || event.kind !== 'reject') {
      this.#report(event)
      return
    }
    const report = (): void => {
      this.#delayed.delete(orderId)
      this.#report(event)
    }
    this.#delayed.set(orderId, { event, cancel: this.#clock.after(INACTIVE_MS, report) })
  }

  /** Reports the delayed events, because the session ends and another profile may follow. */
  detach(): void {
    for (const [orderId, { event }] of [...this.#delayed]) {
      this.#withdraw(orderId)
      this.#report(event)
    }
  }

  #withdraw(orderId: string): void {
    this.#delayed.get(orderId)?.cancel()
    this.#delayed.delete(orderId)
  }
}
