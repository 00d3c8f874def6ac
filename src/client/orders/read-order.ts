import { fieldsOf, type Row, type Unchecked } from '../../shared/domain/read-value.ts'
import type { SessionState } from '../../shared/domain/session.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import type { RequestInput, UntypedJson } from '../rest/request-input.ts'
import { routeRequest } from '../routes/route-request.ts'
import type { RouteResponse } from '../routes/route-types.ts'
import { orderListRequest, parseOrderList } from './order-list.ts'
import { type ParsedOrderRow, readOrderRow } from './read-order-row.ts'

type StatusFields = Unchecked<RouteResponse<'GET /iserver/account/order/status/{orderId}'>>

/** The part of a session that reads single orders. */
export interface OrderReader {
  readonly state: SessionState
  request(input: RequestInput): Promise<UntypedJson>
}

/** Number of lists read in a row: the first list of a brokerage session is empty, and the next list is complete. */
const LISTS_IN_A_ROW = 2

/** Options of reading one order. */
interface ReadOrderOptions {
  readonly signal?: AbortSignal | undefined
  /** Clears IBKR's cache before it reads a list, which costs five seconds of pacing. */
  readonly isFresh?: boolean
}

/**
 * Reads the fields of one order now, under the names of the order list; undefined if the list of its account is
 * incomplete. IBKR returns the status of an order only for the selected account, without a rate limit of its own. The
 * list of another account can be read once in five seconds.
 * @throws IbkrError `order-unknown` if IBKR has no status of the order, or if the complete list lacks it; otherwise the
 *   errors of `request`
 */
export async function readOrderFields(
  session: OrderReader,
  account: string,
  orderId: string,
  { signal, isFresh = false }: ReadOrderOptions = {},
): Promise<Row | undefined> {
  const options = signal === undefined ? {} : { signal }
  if (isSelected(session, account)) {
    const input = routeRequest('GET /iserver/account/order/status/{orderId}', { path: { orderId }, ...options })
    return rowOfStatus(fieldsOf(await session.request(input)))
  }
  const list = { accountId: account, signal }
  if (isFresh) await session.request(orderListRequest({ ...list, force: true }))
  for (let reads = 0; reads < LISTS_IN_A_ROW; reads += 1) {
    const read = parseOrderList(await session.request(orderListRequest(list)))
    if (read === undefined) continue
    const found = read.rows.find((row) => readOrderRow(row)?.orderId === orderId)
    if (found !== undefined) return fieldsOf(found)
    if (read.isTruncated) return undefined
    if (read.isCollected) {
      throw new IbkrError('order-unknown', `Order ${orderId} is not in the order list of account ${account}.`)
    }
  }
  return undefined
}

/** Reads one order now, as `readOrderFields` does. */
export async function readOrder(
  session: OrderReader,
  account: string,
  orderId: string,
  signal?: AbortSignal,
): Promise<ParsedOrderRow | undefined> {
  return readOrderRow(await readOrderFields(session, account, orderId, { signal }))
}

function isSelected({ state }: Pick<OrderReader, 'state'>, account: string): boolean {
  return state.kind !== 'ready' || state.accounts.selected === undefined || state.accounts.selected === account
}

/** Returns the fields of an order status under the names of the order list. */
function rowOfStatus(status: StatusFields): Row {
  return {
    orderId: status.order_id,
    account: status.account,
    conid: status.conid,
    conidex: status.conidex,
    description1: status.contract_description_1,
    ticker: status.symbol,
    companyName: status.company_name,
    secType: status.sec_type,
    side: status.side,
    orderType: status.order_type,
    totalSize: status.total_size,
    filledQuantity: status.cum_fill,
    remainingQuantity: status.size,
    price: status.limit_price,
    stop_price: status.stop_price,
    avgPrice: status.average_price,
    timeInForce: status.tif,
    status: status.order_status,
    listingExchange: status.listing_exchange,
    outsideRTH: status.outside_rth,
    allOrNone: status.all_or_none,
    // Undocumented fields that IBKR sends for the children of a bracket.
    parentId: status.parent_order_id,
    ocaGroupId: status.oca_group_id,
  }
}
