import type { Timers } from '../clock.ts'
import type { Market } from '../market/market.ts'
import type { MarketPhase } from '../market/trading-hours.ts'
import { isDone, type Order, type OrderDraft, type OrderLinks } from './order.ts'
import type { OrderMatching } from './order-matching.ts'
import { calculateTrailingStop, moveTrailingStop, waitsForTrigger } from './order-pricing.ts'
import type { OrderStore } from './order-store.ts'
import { hasTrigger, isOnClose } from './order-types.ts'

const routeMilliseconds = 100
const cancelMilliseconds = 150
/**
 * Lifetime of an unconfirmed order. Observed at IBKR: the order still exists after 13 s, and is unknown some time
 * later.
 */
const unconfirmedMilliseconds = 30_000

/** Moves orders through their states, faster than IBKR does. */
export interface OrderLifeCycle {
  /** Adds an order as Inactive because its question was not confirmed, and removes the order after a while. */
  leaveUnconfirmed(accountId: string, draft: OrderDraft, links?: OrderLinks): Order
  /**
   * Adds an order. The order is PreSubmitted (Inactive if only saved) when this function returns, and starts to work
   * 100 ms later.
   */
  submit(accountId: string, draft: OrderDraft, links?: OrderLinks): Order
  /** Starts a cancellation, which is confirmed 150 ms later. */
  cancel(id: number): Order
  /** Cancels an order on behalf of the system instead of the user. */
  cancelBySystem(id: number, reason: string): void
  /** Changes an order. A saved order that is no longer `deactivated` is transmitted. */
  change(id: number, draft: OrderDraft): Order
  /** Sends an order to the exchange after 100 ms, if its parent is filled and the market is open for the order. */
  send(id: number): void
  /** Sends an order to the exchange like `send`, but without the delay. */
  release(id: number): void
}

/** Creates the life cycle of orders. */
export function createLifeCycle(settings: {
  readonly orderStore: OrderStore
  readonly market: Market
  readonly matching: OrderMatching
  readonly timers: Timers
  readonly nextOrderId: () => number
  readonly now: () => number
}): OrderLifeCycle {
  const { orderStore, market, matching, timers, now } = settings

  function submit(accountId: string, draft: OrderDraft, links: OrderLinks = {}): Order {
    const id = settings.nextOrderId()
    const at = now()
    orderStore.add({
      ...withStop(draft),
      ...links,
      id,
      accountId,
      status: 'Inactive',
      filled: 0,
      averagePrice: 0,
      released: false,
      elected: false,
      createdAt: at,
      lastExecutionAt: at,
    })
    return draft.deactivated === true ? existing(id) : transmit(id)
  }

  function leaveUnconfirmed(accountId: string, draft: OrderDraft, links: OrderLinks = {}): Order {
    const order = submit(accountId, { ...draft, deactivated: true }, links)
    timers.after(unconfirmedMilliseconds, () => {
      if (orderStore.get(order.id)?.status === 'Inactive') orderStore.remove(order.id)
    })
    return order
  }

  function transmit(id: number): Order {
    orderStore.update(id, { status: 'PendingSubmit' })
    const order = orderStore.update(id, { status: 'PreSubmitted' })
    send(id)
    return order
  }

  function send(id: number): void {
    timers.after(routeMilliseconds, () => release(id))
  }

  /** Sets the price of a trailing stop without a price to its trailing distance from the market price. */
  function withStop(draft: OrderDraft): OrderDraft & Pick<Order, 'calculatedStop'> {
    const stop = calculateTrailingStop(draft, market.quote(draft.instrument))
    const calculatedStop = stop !== undefined && (draft.kind === 'TRAIL' ? draft.price : draft.auxPrice) === undefined
    if (!calculatedStop) return { ...draft, calculatedStop }
    return { ...draft, ...(draft.kind === 'TRAIL' ? { price: stop } : { auxPrice: stop }), calculatedStop }
  }

  function release(id: number): void {
    const waiting = orderStore.get(id)
    if (waiting?.status !== 'PreSubmitted' || waiting.released || !mayTrade(waiting)) return
    const order = restartStop(waiting)
    if (waitsForTrigger(order)) orderStore.update(id, { released: true }, 'quiet')
    else orderStore.update(id, { released: true, status: 'Submitted' })
    matching.consider(id)
  }

  /** Moves the calculated stop of a bracket's child to the market, which moved while the child waited for its parent. */
  function restartStop(order: Order): Order {
    const stop = calculateTrailingStop(order, market.quote(order.instrument))
    if (!order.calculatedStop || order.parentId === undefined || stop === undefined) return order
    return orderStore.update(order.id, { ...moveTrailingStop(order, stop), calculatedStop: false })
  }

  function waitsForParent({ parentId }: Order): boolean {
    const parent = parentId === undefined ? undefined : orderStore.get(parentId)
    return parent !== undefined && parent.status !== 'Filled'
  }

  function mayTrade(order: Order): boolean {
    if (waitsForParent(order) || isOnClose(order)) return false
    // An opening order waits for the next opening. If the market never closes, the order works immediately.
    if (order.tif === 'OPG' && market.day.hours === 'exchange') return false
    const phase = market.day.phase()
    return phase === 'open' || (phase === 'extended' && order.outsideRth)
  }

  function cancel(id: number): Order {
    const order = orderStore.update(id, { status: 'PendingCancel' }, 'full')
    timers.after(cancelMilliseconds, () => {
      const current = orderStore.get(id)
      if (current !== undefined && !isDone(current)) orderStore.update(id, { status: 'Cancelled' })
    })
    return order
  }

  function cancelBySystem(id: number, cancelReason: string): void {
    const order = orderStore.get(id)
    if (order === undefined || isDone(order)) return
    matching.withdraw(id)
    orderStore.update(id, { status: 'Cancelled', cancelReason })
  }

  function change(id: number, asked: OrderDraft): Order {
    const before = existing(id)
    const draft = withStop(asked)
    // Remove every field that the change does not repeat, except the client's own id.
    const { trailing, exchange, allOrNone, cashQuantity, deactivated, namesOutsideRth, algorithm, ...unchanged } =
      before
    const clientOrderId = draft.clientOrderId ?? before.clientOrderId
    const quantity = Math.max(draft.quantity, before.filled)
    const after = { ...unchanged, ...draft, quantity, clientOrderId, ...statusAfterChange(before, draft) }
    orderStore.replace(after)
    if (after.status === 'Inactive' && draft.deactivated !== true) return transmit(id)
    if (after.released) matching.consider(id)
    // Releases an order that was on close before the change.
    else if (isOnClose(before)) release(id)
    return existing(id)
  }

  function statusAfterChange(before: Order, draft: OrderDraft): Partial<Order> {
    if (before.filled >= draft.quantity) return { status: 'Filled' }
    if (!before.released) return {}
    if (isOnClose(draft)) return { released: false, status: 'PreSubmitted' }
    const elected = before.elected && hasTrigger(draft)
    return { elected, status: hasTrigger(draft) && !elected ? 'PreSubmitted' : 'Submitted' }
  }

  function existing(id: number): Order {
    const order = orderStore.get(id)
    if (order === undefined) throw new Error(`No order ${id} in the store`)
    return order
  }

  market.day.phaseChanged.on(({ before, phase }) => {
    for (const order of orderStore.working()) {
      if (before === 'open' && isOnClose(order)) auction(order, market.quote(order.instrument).last)
      else if (expires(order, before, phase)) cancelBySystem(order.id, expired)
      else if (phase === 'open' && order.tif === 'OPG') auction(order, market.quote(order.instrument).open)
      else if (order.released && !mayTrade(order)) suspend(order.id)
      else release(order.id)
    }
  })
  market.day.began.on(() => {
    if (market.day.hours === 'exchange') return
    for (const order of orderStore.working()) {
      // A market that never closes has its closing auction at midnight.
      if (isOnClose(order)) auction(order, market.quote(order.instrument).close)
      else if (order.tif !== 'GTC') cancelBySystem(order.id, expired)
    }
  })

  /** Suspends an order until the next day. A good-till-cancelled order then continues. */
  function suspend(id: number): void {
    matching.withdraw(id)
    if (orderStore.get(id)?.status !== 'PendingCancel')
      orderStore.update(id, { released: false, status: 'PreSubmitted' })
  }

  /** Fills an order completely at the price of the opening or the close, or cancels it. */
  function auction(order: Order, auctionPrice: number): void {
    const { id, price: limit, quantity, filled, side, status } = order
    if (status !== 'PreSubmitted') return
    const trades = limit === undefined || (side === 'BUY' ? auctionPrice <= limit : auctionPrice >= limit)
    if (!trades || market.quote(order.instrument).isHalted || waitsForParent(order)) {
      cancelBySystem(id, `The order could not trade at the ${isOnClose(order) ? 'close' : 'opening'}`)
      return
    }
    orderStore.update(id, { released: true, status: 'Submitted' })
    matching.trade(id, quantity - filled, auctionPrice)
  }

  return { submit, leaveUnconfirmed, cancel, cancelBySystem, change, send, release }
}

const expired = 'The order expired at the end of the trading day'

/** Reports whether an order expires. A DAY order ends with the hours in which it may trade. */
function expires({ tif, outsideRth }: Order, before: MarketPhase, phase: MarketPhase): boolean {
  if (tif === 'GTC' || tif === 'OPG') return false
  return outsideRth ? phase === 'closed' : before === 'open'
}
