import { isDeepStrictEqual } from 'node:util'
import { findGroupProblems } from '../../shared/domain/linked-order-rules.ts'
import type { OrderLimits } from '../../shared/domain/order-rules.ts'
import { readOrderType } from '../../shared/domain/order-types.ts'
import { numberOf } from '../../shared/domain/read-value.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { systemRandom } from '../random-source.ts'
import { checkOrder, OrderRuleError } from './check-order.ts'
import type { NewOrder } from './new-order-types.ts'
import { type OrderRow, rowsOfOrders } from './order-response.ts'
import { type OrderReader, readOrder } from './read-order.ts'
import type { OrderPatch } from './read-order-row.ts'

/** Maximum length of a client order id in characters. */
const LONGEST_CLIENT_ID = 64

/** Returns a new unique client order id: IBKR requires that no other order of the last 24 hours has it. */
export function createClientOrderId(): string {
  return Buffer.from(systemRandom.bytes(16)).toString('hex')
}

/**
 * Checks the orders of one request, and gives each a client order id. The children of a bracket get none, because
 * IBKR's documentation forbids it.
 * @throws IbkrError `config-invalid`
 */
export function prepareOrders(orders: readonly NewOrder[]): readonly NewOrder[] {
  checkOrders(orders)
  // The copies keep the orders as they were given, because they may wait for earlier orders.
  return orders.map((order) => {
    const needsId = order.cOID === undefined && order.parentId === undefined
    return { ...order, ...(needsId && { cOID: createClientOrderId() }) }
  })
}

/**
 * Checks the orders of one request.
 * @param nameOf names an order in errors; default: `Order 1`
 * @param limits of the caller; default: none
 * @throws IbkrError `config-invalid` with a `hint`
 */
export function checkOrders(
  orders: readonly unknown[],
  nameOf = (index: number) => `Order ${index + 1}`,
  limits?: OrderLimits,
): asserts orders is readonly [first: NewOrder, ...others: NewOrder[]] {
  if (!Array.isArray(orders) || orders.length === 0) throw invalid('The orders must be a list with at least one order.')
  const checked = orders.map((order: unknown, index): NewOrder => {
    checkOrder(order, nameOf(index), limits)
    return order
  })
  const ids = checked.flatMap(({ cOID }) => cOID ?? [])
  if (ids.some((id) => typeof id !== 'string' || id === '' || id.length > LONGEST_CLIENT_ID)) {
    throw invalid(`A cOID must be a string of 1 to ${LONGEST_CLIENT_ID} characters.`)
  }
  if (new Set(ids).size < ids.length) throw invalid('Each order must have its own cOID.')
  if (!isOneRequest(checked)) {
    throw invalid('IBKR accepts several orders only as a bracket (parentId) or as a group (isSingleGroup on each).')
  }
  const problems = isGroup(checked) ? findGroupProblems(checked) : []
  if (problems[0] !== undefined) throw new OrderRuleError(`${problems[0].problem} Nothing was sent.`, problems)
}

const isGroup = (orders: readonly NewOrder[]): boolean => orders.every(({ isSingleGroup }) => isSingleGroup === true)

/**
 * Reports whether IBKR accepts the orders in one request: one order, a bracket, children of one earlier order, or an
 * OCA group.
 */
function isOneRequest(orders: readonly NewOrder[]): boolean {
  if (orders.length === 1 || isGroup(orders)) return true
  const [parent, ...others] = orders.filter(({ parentId }) => parentId === undefined)
  const parentId = parent === undefined ? orders[0]?.parentId : parent.cOID
  return others.length === 0 && orders.every((order) => order === parent || order.parentId === parentId)
}

/**
 * Finds the row of each order, in the sequence in which the orders were sent; undefined if it cannot be determined.
 * Reads the children without a client order id to distinguish them.
 */
export async function matchRowsToOrders(
  session: OrderReader,
  account: string,
  orders: readonly NewOrder[],
  rows: readonly OrderRow[],
): Promise<readonly (OrderRow | undefined)[]> {
  const matched = [...rowsOfOrders(orders, rows)]
  const left = new Set(rows.filter((row) => !matched.includes(row)))
  const isOpen = (index: number): boolean => matched[index] === undefined
  const open = (): readonly number[] => orders.flatMap((_, index) => (isOpen(index) ? index : []))
  const assign = (index: number, row: OrderRow): void => {
    matched[index] = row
    left.delete(row)
  }
  for (const row of [...left].filter(({ refused }) => !refused)) {
    if (left.size === 1 && open().length === 1) break
    // A failed read leaves the order unidentified, and the error of `placeOrders` reports this.
    const { patch: read } = (await readOrder(session, account, row.orderId).catch(() => undefined)) ?? {}
    if (read === undefined) continue
    const found = identifyOrder(
      open().map((index) => orders[index] as NewOrder),
      read,
    )
    if (found !== undefined) assign(orders.indexOf(found), row)
  }
  // The remaining orders are assigned by elimination. Refused rows have no prices. Their messages are about the
  // remaining orders, but in an unknown sequence.
  const rest = [...left]
  if (open().length === rest.length && (rest.length === 1 || rest.every(({ refused }) => refused))) {
    for (const [position, index] of open().entries()) assign(index, rest[position] as OrderRow)
  }
  return matched
}

/** Fields that distinguish orders with the same side and prices, if IBKR sends them in a form that one of the orders has. */
const DISTINCTIONS: readonly ((order: NewOrder, read: OrderPatch) => boolean)[] = [
  ({ orderType }, read) => orderType === readOrderType(read.orderType),
  ({ conid }, read) => conid === read.conid,
  ({ quantity }, read) => quantity === read.quantity,
  ({ tif }, read) => tif === read.timeInForce,
]

/** Returns the order whose state was read; undefined if it may be that of several different orders. */
function identifyOrder(orders: readonly NewOrder[], read: OrderPatch): NewOrder | undefined {
  const prices = sorted([read.limitPrice, read.stopPrice])
  let found = orders.filter(({ auxPrice, price, side }) => read.side === side && sorted([price, auxPrice]) === prices)
  for (const matches of DISTINCTIONS) {
    const narrowed = found.filter((order) => matches(order, read))
    if (narrowed.length > 0) found = narrowed
  }
  // Equal orders are interchangeable.
  return found.every((order) => isDeepStrictEqual(order, found[0])) ? found[0] : undefined
}

function sorted(prices: readonly unknown[]): string {
  return prices
    .flatMap((price) => numberOf(price) ?? [])
    .sort((a, b) => a - b)
    .join()
}

function invalid(message: string): IbkrError {
  return new IbkrError('config-invalid', `${message} Nothing was sent.`)
}
