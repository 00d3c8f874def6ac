import { create } from 'zustand'
import type { ContractMatch } from '../../../../shared/contract/order-views.ts'
import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import { ordersOfTicket } from '../../../../shared/domain/attached-orders.ts'
import { isSameContract } from '../../../../shared/domain/combo.ts'
import type { OrderLookup } from '../../../../shared/domain/order-lookup.ts'
import { isReferenceOf, referencesOf } from '../../../../shared/domain/order-reference.ts'
import type { Order } from '../../../../shared/domain/orders.ts'
import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { recall, remember, tabStorage } from '../../../platform/local-memory.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { profileIdInUse, useSessionStore } from '../../../stores/session-store.ts'
import type { TicketForm } from './ticket-form.ts'
import { draftInFlight, orderInFlight, type PendingOrder } from './ticket-machine.ts'
import { applyToTicket, useTicketStore } from './ticket-store.ts'

/** A new order whose delivery is unconfirmed. Blocks a second order on the same side of the same contract. */
export interface UnconfirmedOrder {
  readonly order: OrderTicket
  readonly contract: ContractMatch
  /** Currency of a cash amount, if known. */
  readonly currency?: string | undefined
  /** Client order id, with which the order is found in the order list. Undefined for a question after a reload. */
  readonly reference?: string | undefined
  readonly profileId?: string | undefined
  /** Content of the ticket, which is cleared when the order appears. */
  readonly form?: TicketForm | undefined
  readonly message: string
  /** Whether the order list contains the order. It blocks nothing then. */
  readonly isFound: boolean
  /** The newest search in IBKR's order list. */
  readonly search?: OrderSearch
}

/** A search for an unconfirmed order. Only `missing` is about the order; `unknown` is not. */
export type OrderSearch =
  | { readonly kind: 'running' }
  | { readonly kind: 'found'; readonly orders: readonly Order[] }
  /** IBKR's complete list, read at `at`, does not contain the order. */
  | { readonly kind: 'missing'; readonly at: number }
  | { readonly kind: 'unknown'; readonly reason: string }

export const useUnconfirmedOrders = create<{ readonly orders: readonly UnconfirmedOrder[] }>()(() => ({ orders: [] }))

const update = (change: (orders: readonly UnconfirmedOrder[]) => readonly UnconfirmedOrder[]): void =>
  useUnconfirmedOrders.setState(({ orders }) => ({ orders: change(orders) }))

/** Records the order in flight, whose delivery is unconfirmed. `profileId`: the profile that it was sent to. */
export function addUnconfirmed(pending: PendingOrder, message: string, profileId: string | undefined): void {
  const { order, contract, currency, reference, keepsTicket } = pending
  const form = keepsTicket ? undefined : draftInFlight(useTicketStore.getState())?.form
  const unconfirmed = { order, contract, currency, reference, profileId, form, message, isFound: false }
  update((orders) => [...orders, unconfirmed])
  findUnconfirmed()
  searchUnconfirmed()
}

export const dismissUnconfirmed = (dismissed: UnconfirmedOrder): void =>
  update((orders) => orders.filter((order) => order !== dismissed))

/** Returns the unconfirmed order that a new order could duplicate. */
export const duplicateOf = (
  { accountId, side, ...contract }: Pick<OrderTicket, 'accountId' | 'conid' | 'conidex' | 'side'>,
  profileId: string | undefined,
  orders: readonly UnconfirmedOrder[],
): UnconfirmedOrder | undefined =>
  orders.find(
    ({ order, ...each }) =>
      !each.isFound &&
      each.profileId === profileId &&
      order.accountId === accountId &&
      isSameContract(order, contract) &&
      order.side === side,
  )

/** Returns the orders that belong to an unconfirmed order, with the exits of a bracket. `list`: the order list. */
export function listedOrders({ reference, search }: UnconfirmedOrder, list: Iterable<Order>): readonly Order[] {
  if (reference === undefined) return []
  // The order list may receive the orders later than the search.
  const found = (search?.kind === 'found' ? search.orders : []).map((order) => [order.orderId, order] as const)
  const all = [...new Map([...found, ...[...list].map((order) => [order.orderId, order] as const)]).values()]
  const own = all.filter(({ orderReference }) => isReferenceOf(reference, orderReference))
  const ids = new Set(own.map(({ orderId }) => orderId))
  return [...own, ...all.filter(({ parentId }) => parentId !== undefined && ids.has(parentId))]
}

/** Marks the unconfirmed orders that the order list contains, and clears their tickets so that nothing is placed twice. */
function findUnconfirmed(): void {
  const profileId = profileIdInUse()
  const { orders } = useUnconfirmedOrders.getState()
  const list = useOrdersStore.getState().orders
  for (const each of orders) {
    if (each.isFound || each.profileId !== profileId || listedOrders(each, list.values()).length === 0) continue
    update((all) => all.map((other) => (other === each ? { ...each, isFound: true } : other)))
    if (each.form) applyToTicket({ kind: 'order-found', form: each.form })
  }
}

/** Searches IBKR's order list for the unconfirmed orders of the profile in use that are not being searched for. */
function searchUnconfirmed(): void {
  const profileId = profileIdInUse()
  for (const each of useUnconfirmedOrders.getState().orders)
    if (!each.isFound && each.profileId === profileId) void searchFor(each)
}

/** Searches IBKR's order list for an unconfirmed order, unless a search is running. */
export async function searchFor(unconfirmed: UnconfirmedOrder): Promise<void> {
  const { order, reference, profileId } = unconfirmed
  const running: OrderSearch = { kind: 'running' }
  if (unconfirmed.search?.kind === 'running') return
  const setSearch = (of: OrderSearch | undefined, search: OrderSearch): void =>
    update((all) =>
      all.map((each) =>
        each.reference === reference && each.search === of && !each.isFound ? { ...each, search } : each,
      ),
    )
  setSearch(unconfirmed.search, running)
  if (reference === undefined || profileId === undefined) {
    setSearch(running, {
      kind: 'unknown',
      reason: 'The window no longer knows the reference of the order.',
    })
    return
  }
  const references = referencesOf(reference, order.attached?.kind, ordersOfTicket(order).length)
  const search = { accountId: order.accountId, references: [...references], profileId }
  const result = await hostLink()
    .call('orders.find', search)
    .then(resultOf, (error: unknown): OrderSearch => ({ kind: 'unknown', reason: errorText(error) }))
  setSearch(running, result)
  findUnconfirmed()
}

/** Combines the results for the orders of one ticket. It is found if IBKR has any of them. */
function resultOf(lookups: readonly OrderLookup[]): OrderSearch {
  const orders = lookups.flatMap((lookup) => {
    if (lookup.kind === 'found') return [lookup.order, ...lookup.children]
    return lookup.kind === 'unknown' ? lookup.orders : []
  })
  if (orders.length > 0) return { kind: 'found', orders }
  const unknown = lookups.find((lookup) => lookup.kind === 'unknown')
  if (unknown !== undefined) return { kind: 'unknown', reason: unknown.message }
  const times = lookups.flatMap((lookup) => (lookup.kind === 'not-found' ? lookup.readAt : []))
  return { kind: 'missing', at: Math.min(...times) }
}

const STORAGE_KEY = 'unconfirmed-orders'

/**
 * Follows the order list, searches again when the session becomes ready, and keeps the unconfirmed orders after a
 * reload. Returns an unsubscribe function.
 */
export function followUnconfirmedOrders(): () => void {
  useUnconfirmedOrders.setState({ orders: recall(STORAGE_KEY, areUnconfirmed, [], tabStorage) })
  remember(STORAGE_KEY, [], tabStorage)
  const store = (): void => remember(STORAGE_KEY, ordersAfterReload(), tabStorage)
  addEventListener('pagehide', store)
  const stop = useOrdersStore.subscribe(({ orders }, before) => {
    if (orders !== before.orders && useUnconfirmedOrders.getState().orders.some(({ isFound }) => !isFound))
      findUnconfirmed()
  })
  const stopSearching = useSessionStore.subscribe(({ view }, before) => {
    const wasReady = before.view?.state.kind === 'ready' && before.view.profile.id === view?.profile.id
    if (view?.state.kind === 'ready' && !wasReady) searchUnconfirmed()
  })
  return () => {
    removeEventListener('pagehide', store)
    stop()
    stopSearching()
  }
}

/** The unconfirmed orders for the next page, with the order that is being sent. The next page searches for them again. */
function ordersAfterReload(): readonly UnconfirmedOrder[] {
  const orders = useUnconfirmedOrders
    .getState()
    .orders.map(({ search, ...each }) => (search?.kind === 'found' ? { ...each, search } : each))
  const pending = orderInFlight(useTicketStore.getState())?.pending
  if (!pending || pending.change) return orders
  const { order, contract, reference, profileId } = pending
  const message = 'The page was reloaded before the response arrived.'
  return [...orders, { order, contract, reference, profileId, message, isFound: false }]
}

/** Checks stored orders, because another version of the page may have stored them. */
const areUnconfirmed = (value: unknown): value is readonly UnconfirmedOrder[] =>
  Array.isArray(value) &&
  value.every(
    ({ order, contract, message }: Partial<UnconfirmedOrder>) =>
      typeof order?.conid === 'number' && typeof contract?.symbol === 'string' && typeof message === 'string',
  )
