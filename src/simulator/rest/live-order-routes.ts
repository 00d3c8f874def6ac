import { type ApiCall, type Route, route } from '../http/define-route.ts'
import { createIserverError, json } from '../http/response.ts'
import { buildExecutionView } from '../orders/execution-view.ts'
import type { Order } from '../orders/order.ts'
import { rejectInvalidAccount } from '../orders/order-handler.ts'
import { buildStatusView } from '../orders/order-status-view.ts'
import { findExecutionsStart, isOrderOfToday } from '../orders/order-store.ts'
import { buildOrderView } from '../orders/order-view.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { rejectInvalidParameter } from './request-parameters.ts'

const maxOrders = 1000

/** States that a filter may contain, including states that simulated orders never have. */
const knownFilters = new Set(
  [
    ...['inactive', 'pending_submit', 'pre_submitted', 'submitted', 'filled'],
    ...['pending_cancel', 'pre_cancelled', 'cancelled', 'warn_state', 'sort_by_time'],
  ].map(normalise),
)

/** Filter value that sorts by the last execution, newest first, instead of filtering. */
const sortByTime = 'sort_by_time'

/** Creates the routes that read live orders and trades. */
export function createLiveOrderRoutes(state: SimulatorState): readonly Route[] {
  const { orderStore, session, accounts } = state
  let requestId = 100

  function liveOrders(call: ApiCall) {
    const warmUps = session.warmUps()
    const filters = list(call.query.get('filters'))
    const unknown = filters.find((filter) => !knownFilters.has(normalise(filter)))
    if (unknown !== undefined) return rejectInvalidParameter('filters', unknown)
    const forced = call.query.get('force') === 'true'
    // Resume the details on the socket after a forced read; a filtered read stops them.
    if (forced || filters.length > 0) warmUps.orderDetailsMuted = !forced
    if (forced) warmUps.frozenOrders = undefined
    if (forced || warmUps.coldOrderReads > 0) {
      warmUps.coldOrderReads = Math.max(0, warmUps.coldOrderReads - 1)
      return json({ orders: [], snapshot: false })
    }
    const accountId = call.query.get('accountId') ?? accounts.selected()
    if (accounts.find(accountId) === undefined) return rejectInvalidAccount(accountId)
    const statuses = filters.filter((filter) => filter !== sortByTime).map(normalise)
    const fits = (order: Order) =>
      order.accountId === accountId &&
      isOrderOfToday(order, state.now()) &&
      (statuses.length === 0 || statuses.includes(normalise(order.status)))
    const fitting = (warmUps.frozenOrders ?? orderStore.all()).filter(fits)
    if (filters.includes(sortByTime)) fitting.sort((one, other) => other.lastExecutionAt - one.lastExecutionAt)
    return json({ orders: fitting.slice(0, maxOrders).map(buildOrderView), snapshot: true })
  }

  return [
    route('GET', '/iserver/account/orders', 'accounts', liveOrders),
    route('GET', '/iserver/account/order/status/{orderId}', 'brokerage', (call) => {
      const orderId = call.parameters['orderId'] ?? ''
      if (!(Number(orderId) > 0)) return rejectInvalidParameter('orderId', orderId)
      const order = orderStore.get(Number(orderId))
      // Report an order as unknown if it belongs to another account or ended before today, because IBKR's cache does
      // not contain it.
      if (order?.accountId !== accounts.selected() || !isOrderOfToday(order, state.now())) {
        return createIserverError(503, `Order ${orderId} is not found`)
      }
      requestId += 1
      const children = orderStore.all().filter(({ parentId }) => parentId === order.id)
      return json(
        buildStatusView(
          order,
          requestId,
          children.map(({ id }) => id),
        ),
      )
    }),
    route('GET', '/iserver/account/trades', 'accounts', (call) => {
      const days = call.query.get('days')
      if (days !== null && !/^[1-7]$/.test(days)) return rejectInvalidParameter('days', days)
      const warmUps = session.warmUps()
      const first = !warmUps.tradesRead
      warmUps.tradesRead = true
      if (first) return json([])
      const recent = orderStore.executionsSince(findExecutionsStart(days, state.now()))
      return json(recent.map((execution) => buildExecutionView(execution, true)).reverse())
    }),
  ]
}

function list(text: string | null): readonly string[] {
  return (text ?? '').split(',').filter((part) => part !== '')
}

/** Converts a filter or status to a common form: filters are in snake case, statuses in Pascal case. */
function normalise(status: string): string {
  return status.replaceAll('_', '').toLowerCase()
}
