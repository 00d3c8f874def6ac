import { toContract } from '../contracts/contract.ts'
import { orderAlgorithms } from '../contracts/order-algorithms.ts'
import { isRecord } from '../http/define-route.ts'
import { createErrorWithoutStatus, type HttpResponse, text } from '../http/response.ts'
import type { Instrument } from '../market/instruments.ts'
import type { Quote } from '../market/market.ts'
import type { OrderDraft, OrderKind } from './order.ts'
import {
  hasRightTypes,
  type OrderContract,
  type OrderFields,
  readContract,
  readNumberField,
  readPrices,
  readQuantity,
  readTextField,
  selectReferencePrice,
} from './order-fields.ts'

/** The account of an order, and its references to other orders. */
export interface OrderReferences {
  readonly accountId: string | undefined
  readonly clientOrderId: string | undefined
  /** Reference in `parentId`: the parent's `cOID`, or its order id if the child is sent later. */
  readonly parentReference: string | undefined
  readonly singleGroup: boolean
}

export type OrderInput =
  | { readonly kind: 'order'; readonly references: OrderReferences; readonly draft: OrderDraft }
  /** The order cannot be accepted. In a bracket only this child fails. */
  | { readonly kind: 'failed'; readonly references: OrderReferences; readonly error: string }
  /** The request contains no order or no contract; the response applies to the whole call. */
  | { readonly kind: 'refused'; readonly response: HttpResponse }

const kinds: ReadonlySet<string> = new Set<OrderKind>([
  ...(['LMT', 'MKT', 'STP', 'STOP_LIMIT', 'TRAIL', 'TRAILLMT', 'MIDPRICE'] as const),
])
const timesInForce: ReadonlySet<string> = new Set(['DAY', 'GTC', 'IOC', 'OPG', 'OVT', 'OND'])
const longestClientId = 64

/**
 * Parses one order. Names and values are case sensitive. An invalid structure is rejected with 400 and plain text, an
 * invalid value with 200 and an `error`. The messages are IBKR's if known; `docs/simulator.md` lists the simulator's
 * own messages.
 */
export function parseOrder(value: unknown, quoteOf: (instrument: Instrument) => Quote): OrderInput {
  if (!isRecord(value) || !hasRightTypes(value)) return refused(rejectWrongTypes())
  // Reject `extOperator`, which no simulated account may use. For futures, `manualIndicator` is sufficient.
  if (readTextField(value, 'extOperator') !== undefined)
    return refused(createErrorWithoutStatus(500, 'Can not contain field # 8089'))
  const contract = readContract(value)
  if (contract.kind === 'missing') return refused(text('conid or conidex is required', 400))
  const { side, orderType } = value
  if (side !== 'BUY' && side !== 'SELL') return refused(text("Invalid Side (must be 'BUY' or 'SELL').", 400))
  if (typeof orderType !== 'string' || !kinds.has(orderType)) return refused(text('Unknown order type', 400))
  const kind = orderType as OrderKind
  const references = readReferences(value)
  const failed = (error: string): OrderInput => ({ kind: 'failed', references, error })
  if (contract.kind !== 'tradable') return failedContract(contract, value, failed)
  const { instrument, exchange } = contract
  const { ask, bid } = quoteOf(instrument)
  const isCombo = instrument.legs !== undefined
  const rules = { increment: toContract(instrument).increment, mayBeNegative: isCombo }
  const prices = readPrices(kind, value, rules)
  const size = readQuantity(value, selectReferencePrice(kind, prices?.price, side === 'BUY' ? ask : bid))
  if (size.kind === 'missing') return refused(rejectWrongTypes())
  const fault = generalFault(value, kind) ?? (isCombo ? comboFault(value, kind) : undefined)
  if (fault !== undefined) return failed(fault)
  if (prices === undefined) return failed('Invalid order price fields')
  if (size.kind === 'refused') return failed(size.reason)
  const { quantity, cashQuantity } = size
  const draft: OrderDraft = {
    instrument,
    side,
    kind,
    quantity,
    ...prices,
    tif: String(value['tif']),
    outsideRth: value['outsideRTH'] === true,
    ...(typeof value['outsideRTH'] === 'boolean' ? { namesOutsideRth: true } : {}),
    clientOrderId: references.clientOrderId,
    ...(exchange === undefined ? {} : { exchange }),
    ...(cashQuantity === undefined ? {} : { cashQuantity }),
    ...(value['allOrNone'] === true ? { allOrNone: true } : {}),
    ...(value['deactivated'] === true ? { deactivated: true } : {}),
  }
  return { kind: 'order', references, draft }
}

/** Returns the response to a body with parameters of a wrong type. */
export function rejectWrongTypes(): HttpResponse {
  return text('orders request includes parameter with incorrect type', 400)
}

function readReferences(fields: OrderFields): OrderReferences {
  return {
    accountId: readTextField(fields, 'acctId'),
    clientOrderId: readTextField(fields, 'cOID'),
    parentReference: readTextField(fields, 'parentId'),
    singleGroup: fields['isSingleGroup'] === true,
  }
}

/** Checks everything except price and quantity. Returns the error, if any. */
function generalFault(fields: OrderFields, kind: OrderKind): string | undefined {
  const tif = readTextField(fields, 'tif')
  if (tif === undefined) return 'null time in force is not supported for this order'
  const opening = tif === 'OPG' && kind !== 'LMT' && kind !== 'MKT'
  if (!timesInForce.has(tif) || opening) return `${tif} time in force is not supported for this order`
  if ((readTextField(fields, 'cOID') ?? '').length > longestClientId) {
    return `Local order ID is longer than ${longestClientId} characters`
  }
  // Reject the field: `allowCustomerTime` is false for the accounts of the simulator.
  if (readNumberField(fields, 'manualOrderTime') !== undefined)
    return 'Manual order time is not allowed for this account'
  const strategy = readTextField(fields, 'strategy')
  if (strategy !== undefined && !orderAlgorithms.some(({ id }) => id === strategy))
    return `Unknown strategy ${strategy}`
  return undefined
}

/** Checks a combo, which trades as a whole, at the market or better than a limit. Returns the error, if any. */
function comboFault(fields: OrderFields, kind: OrderKind): string | undefined {
  if (kind !== 'LMT' && kind !== 'MKT') return `${kind} is not supported for combos`
  if (fields['tif'] === 'OPG') return 'OPG time in force is not supported for this order'
  const quantity = readNumberField(fields, 'quantity')
  return quantity !== undefined && Number.isInteger(quantity) ? undefined : 'The order size of a combo must be whole'
}

function failedContract(
  contract: Exclude<OrderContract, { readonly kind: 'tradable' | 'missing' }>,
  fields: OrderFields,
  failed: (error: string) => OrderInput,
): OrderInput {
  if (contract.kind === 'unknown') {
    // Reject the whole request: a bracket with a contract that is not tradable fails as a whole.
    return refused(
      createErrorWithoutStatus(200, `no sec defs returned forSecDef reqId=resolve ecReqByConid${contract.asked}`),
    )
  }
  const { secType, symbol } = contract.contract
  const future = secType === 'FUT' || secType === 'FOP'
  if (future && typeof fields['manualIndicator'] !== 'boolean') return failed('manualIndicator is required for futures')
  return failed(`${symbol} (${secType}) is listed in the simulator, but not traded`)
}

function refused(response: HttpResponse): OrderInput {
  return { kind: 'refused', response }
}
