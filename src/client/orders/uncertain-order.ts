import { isDeepStrictEqual } from 'node:util'
import {
  type OrderTypeName,
  orderTypeInfo,
  readOrderType,
  TIME_IN_FORCE_LABELS,
} from '../../shared/domain/order-types.ts'
import { numberOf, omitUndefined, type Row } from '../../shared/domain/read-value.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrOrderError } from '../errors/order-errors.ts'
import type { NewOrder } from './new-order-types.ts'
import { type OrderReader, readOrderFields } from './read-order.ts'
import { type OrderPatch, readOrderRow } from './read-order-row.ts'

const LIST = new Intl.ListFormat('en')

/** The order that a change is about. */
interface OrderToRead {
  readonly account: string
  readonly orderId: string
  /** The order as IBKR last accepted it. */
  readonly request: NewOrder
}

/** Fields of an order, by IBKR's names. A field whose value is undefined is known to be absent. */
type Fields = Readonly<Record<string, unknown>>

/**
 * Reports whether IBKR may make a change in spite of this error: its outcome is unknown, or the caller can still answer
 * IBKR's question about it.
 */
export function mayStillChange(error: unknown): boolean {
  if (IbkrError.is(error, 'order-outcome-unknown')) return true
  return IbkrOrderError.is(error) && (error.response?.kind === 'question' || error.response?.kind === 'prompt')
}

/** Returns the fields in which two versions of an order differ. */
export function differingFields(one: NewOrder, other: NewOrder): readonly string[] {
  return Object.keys({ ...one, ...other }).filter(
    (field) => !isDeepStrictEqual(Reflect.get(one, field), Reflect.get(other, field)),
  )
}

/** Returns the price fields of a trailing order. They follow the market, so the request has an old value of them. */
function movingFields(orderType: OrderTypeName): readonly string[] {
  const { prices, trails = false } = orderTypeInfo(orderType)
  return trails ? prices.map(({ wire }) => wire) : []
}

/**
 * Reads at IBKR the fields of an order that a change does not give, and that may differ from its request: uncertain
 * ones, and the prices of a trailing order, which an old value would loosen. Sends nothing if there are none.
 * @throws IbkrError `order-state-unknown` if IBKR does not report all of them now; `aborted`, `client-closed`,
 *   `question-open`
 */
export async function readUncertainFields(
  session: OrderReader,
  { account, orderId, request }: OrderToRead,
  uncertain: ReadonlySet<string>,
  changes: Partial<Pick<NewOrder, 'orderType'>>,
  signal: AbortSignal | undefined,
): Promise<Fields> {
  const moving = movingFields(changes.orderType ?? request.orderType)
  const fields = [...new Set([...uncertain, ...moving])].filter((field) => !Object.hasOwn(changes, field))
  if (fields.length === 0) return {}
  const why = uncertain.size > 0 ? 'The outcome of an earlier change is unknown' : 'The prices of a trailing order move'
  const unchanged = `Order ${orderId} was not changed, and nothing was sent. ${why}`
  const fail = (reason: string, missing: readonly string[], cause?: unknown): never => {
    const hint = `Pass ${LIST.format(missing)} with the other changes. Then the order need not be read.`
    throw new IbkrError('order-state-unknown', `${unchanged}, and ${reason}.`, { cause, hint })
  }
  let row: Row | undefined
  try {
    row = await readOrderFields(session, account, orderId, { signal, isFresh: true })
  } catch (error) {
    if (!(error instanceof IbkrError) || error.code === 'question-open') throw error
    // The error of the read itself would say that a request may have reached IBKR.
    if (error.code === 'aborted' || error.code === 'client-closed') {
      throw new IbkrError(error.code, `Changing order ${orderId} was aborted before it was sent.`, { cause: error })
    }
    const reason =
      error.code === 'order-unknown' ? 'IBKR has no such order now' : `the order could not be read: ${error.message}`
    return fail(reason.replace(/\.$/, ''), fields, error)
  }
  if (row === undefined) return fail('the order list of its account is incomplete', fields)
  // IBKR reports the number of shares of an order that was sized by cash, but not always the amount.
  const isSizedByCash = (['cashQty', 'fxQty'] as const).some(
    (size) => request[size] !== undefined || uncertain.has(size),
  )
  const reported = reportedFields(row, isSizedByCash)
  // A trailing order that does not work yet has no prices.
  const missing = fields.filter((field) => uncertain.has(field) && !Object.hasOwn(reported, field))
  if (missing.length > 0) return fail(`IBKR does not report ${LIST.format(missing)}`, missing)
  const known = fields.filter((field) => Object.hasOwn(reported, field))
  return Object.fromEntries(known.map((field) => [field, reported[field]]))
}

/** Returns the fields of an order that IBKR reports, with its names and values for an order request. */
function reportedFields(row: Row, isSizedByCash: boolean): Fields {
  const patch = readOrderRow(row)?.patch ?? {}
  const orderType = readOrderType(patch.orderType)
  return {
    ...omitUndefined<Record<string, unknown>>({
      orderType,
      quantity: isSizedByCash ? undefined : patch.quantity,
      tif: Object.hasOwn(TIME_IN_FORCE_LABELS, patch.timeInForce ?? '') ? patch.timeInForce : undefined,
      outsideRTH: flagOf(row['outsideRTH']),
      allOrNone: flagOf(row['allOrNone']),
    }),
    ...(orderType !== undefined && reportedPrices(orderType, patch)),
  }
}

/**
 * Returns the prices of an order by the fields of its type. The distance of a trailing order and the offset of a relative
 * order are left out, because IBKR does not report them.
 */
function reportedPrices(orderType: OrderTypeName, { limitPrice, stopPrice }: OrderPatch): Fields {
  const { prices, trails = false } = orderTypeInfo(orderType)
  const hasLimit = prices.some(({ role }) => role === 'limit')
  const known: Record<string, unknown> = trails ? {} : { trailingAmt: undefined, trailingType: undefined }
  for (const field of ['price', 'auxPrice'] as const) {
    const own = prices.find(({ wire }) => wire === field)
    if (own === undefined) known[field] = undefined
    else if (own.role !== 'offset') {
      // IBKR may send the stop price of an order without a limit as its limit price.
      const stop = stopPrice ?? (hasLimit ? undefined : limitPrice)
      const price = numberOf(own.role === 'limit' ? limitPrice : stop)
      if (price !== undefined) known[field] = price
    }
  }
  return known
}

function flagOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}
