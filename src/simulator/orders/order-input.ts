import { toContract } from '../contracts/contract.ts'
import { formatDate } from '../contracts/expirations.ts'
import { findAlgorithmFault } from '../contracts/order-algorithms.ts'
import { isRecord } from '../http/define-route.ts'
import { createErrorWithoutStatus, type HttpResponse, text } from '../http/response.ts'
import type { Instrument } from '../market/instruments.ts'
import type { Quote } from '../market/market.ts'
import type { OrderDraft } from './order.ts'
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
import { acceptsAlgorithm, listOrderKinds, type OrderKind, orderKinds, orderTypes } from './order-types.ts'

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

const longestClientId = 64

/**
 * Parses one order. Names and values are case sensitive. An invalid structure is rejected with 400 and plain text, an
 * invalid value with 200 and an `error`. The messages are IBKR's if known; `docs/simulator.md` lists the simulator's
 * own messages.
 */
export function parseOrder(
  value: unknown,
  { quoteOf, now }: { readonly quoteOf: (instrument: Instrument) => Quote; readonly now: number },
): OrderInput {
  if (!isRecord(value) || !hasRightTypes(value)) return refused(rejectWrongTypes())
  // Reject `extOperator`, which no simulated account may use. For futures, `manualIndicator` is sufficient.
  if (readTextField(value, 'extOperator') !== undefined)
    return refused(createErrorWithoutStatus(500, 'Can not contain field # 8089'))
  const contract = readContract(value)
  if (contract.kind === 'missing') return refused(text('conid or conidex is required', 400))
  const { side, orderType } = value
  if (side !== 'BUY' && side !== 'SELL') return refused(text("Invalid Side (must be 'BUY' or 'SELL').", 400))
  const kind = orderKinds.find((each) => each === orderType)
  if (kind === undefined) return refused(text('Unknown order type', 400))
  const references = readReferences(value)
  const failed = (error: string): OrderInput => ({ kind: 'failed', references, error })
  if (contract.kind !== 'tradable') return failedContract(contract, value, now, failed)
  const { instrument, exchange } = contract
  const { ask, bid } = quoteOf(instrument)
  const isCombo = instrument.legs !== undefined
  const rules = { increment: toContract(instrument).increment, mayBeNegative: isCombo }
  const prices = readPrices(kind, value, rules)
  const size = readQuantity(value, selectReferencePrice(kind, prices?.price, side === 'BUY' ? ask : bid))
  if (size.kind === 'missing') return refused(rejectWrongTypes())
  const fault =
    generalFault(value, kind) ?? (isCombo ? comboFault(value, kind) : stockFault(value, kind, instrument, exchange))
  if (fault !== undefined) return failed(fault)
  if (prices === undefined) return failed('Invalid order price fields')
  if (size.kind === 'refused') return failed(size.reason)
  const { quantity, cashQuantity } = size
  const strategy = readTextField(value, 'strategy')
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
    ...(strategy === undefined ? {} : { algorithm: { id: strategy, parameters: parametersOf(value) } }),
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
  if (!orderTypes[kind].tifs.includes(tif)) return `${tif} time in force is not supported for this order`
  if ((readTextField(fields, 'cOID') ?? '').length > longestClientId) {
    return `Local order ID is longer than ${longestClientId} characters`
  }
  // Reject the field: `allowCustomerTime` is false for the accounts of the simulator.
  if (readNumberField(fields, 'manualOrderTime') !== undefined)
    return 'Manual order time is not allowed for this account'
  const strategy = readTextField(fields, 'strategy')
  return strategy === undefined ? undefined : algorithmFault(strategy, fields, kind)
}

/** Checks the algorithm of an order: IBKR's rules list the types that accept one. Returns the error, if any. */
function algorithmFault(strategy: string, fields: OrderFields, kind: OrderKind): string | undefined {
  if (!acceptsAlgorithm(kind)) return `${kind} orders do not accept an algorithm`
  return findAlgorithmFault(strategy, parametersOf(fields))
}

function parametersOf(fields: OrderFields): Readonly<Record<string, unknown>> {
  return isRecord(fields['strategyParameters']) ? fields['strategyParameters'] : {}
}

/** Checks whether a stock accepts the order type, with this kind of quantity. Returns the error, if any. */
function stockFault(
  fields: OrderFields,
  kind: OrderKind,
  instrument: Instrument,
  exchange: string | undefined,
): string | undefined {
  if (!listOrderKinds(toContract(instrument), exchange).includes(kind))
    return `${kind} orders are not supported for ${instrument.symbol} on ${exchange ?? 'SMART'}`
  if (orderTypes[kind].fractions) return undefined
  const quantity = readNumberField(fields, 'quantity')
  return quantity !== undefined && Number.isInteger(quantity) ? undefined : `${kind} orders need a whole quantity`
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
  now: number,
  failed: (error: string) => OrderInput,
): OrderInput {
  if (contract.kind === 'unknown') {
    // Reject the whole request: a bracket with a contract that is not tradable fails as a whole.
    return refused(
      createErrorWithoutStatus(200, `no sec defs returned forSecDef reqId=resolve ecReqByConid${contract.asked}`),
    )
  }
  const { secType, symbol, expiry } = contract.contract
  if (expiry !== undefined && expiry < formatDate(now)) return failed('Order is already expired.')
  const future = secType === 'FUT' || secType === 'FOP'
  if (future && typeof fields['manualIndicator'] !== 'boolean') return failed('manualIndicator is required for futures')
  return failed(`${symbol} (${secType}) is listed in the simulator, but not traded`)
}

function refused(response: HttpResponse): OrderInput {
  return { kind: 'refused', response }
}
