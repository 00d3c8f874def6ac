import { type Contract, findDefaultVenue } from '../contracts/contract.ts'
import { describeContract } from '../contracts/describe-contract.ts'
import { isTradingOver } from '../contracts/opening-hours.ts'
import { findAlgorithmFault } from '../contracts/order-algorithms.ts'
import { isRecord } from '../http/define-route.ts'
import { createErrorWithoutStatus, type HttpResponse, text } from '../http/response.ts'
import { type Instrument, listLegs } from '../market/instruments.ts'
import type { Quote } from '../market/quote.ts'
import type { OrderDraft } from './order.ts'
import {
  hasRightTypes,
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
  if (contract.kind === 'unknown') return refuseUnknown(contract.asked)
  if (contract.kind === 'refused') return refused(createErrorWithoutStatus(200, contract.reason))
  const contracts =
    contract.kind === 'listed' ? [contract.contract] : listLegs(contract.instrument).map(({ instrument }) => instrument)
  const obstacle = contracts.map((each) => findObstacle(each, value, now)).find((each) => each !== undefined)
  if (obstacle !== undefined) return failed(obstacle)
  if (contract.kind === 'listed') {
    const { symbol, secType } = contract.contract
    return failed(
      secType === 'IND'
        ? `${symbol} is an index, which cannot be traded`
        : `${symbol} (${secType}) is listed in the simulator, but not traded`,
    )
  }
  const { instrument, exchange } = contract
  const prices = readPrices(kind, value, instrument)
  const reference = selectReferencePrice({ kind, side, price: prices?.price }, instrument, quoteOf(instrument))
  const size = readQuantity(value, instrument, reference / instrument.priceMagnifier)
  if (size.kind === 'missing') return refused(rejectWrongTypes())
  const fault =
    generalFault(value, kind) ??
    (instrument.secType === 'BAG' ? comboFault(value, kind) : typeFault(value, kind, instrument, exchange))
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

/** Times in force that only stocks and funds accept. */
const stockTifs: ReadonlySet<string> = new Set(['OPG', 'OVT', 'OND'])

/** Checks whether a contract accepts the order type, with this kind of quantity. Returns the error, if any. */
function typeFault(
  fields: OrderFields,
  kind: OrderKind,
  instrument: Instrument,
  exchange: string | undefined,
): string | undefined {
  const venue = exchange ?? findDefaultVenue(instrument) ?? 'SMART'
  if (!listOrderKinds(instrument, exchange).includes(kind))
    return `${kind} orders are not supported for ${describeContract(instrument)} on ${venue}`
  const { secType } = instrument
  if (secType !== 'STK') {
    const tif = String(fields['tif'])
    if (stockTifs.has(tif)) return `${tif} time in force is not supported for this order`
    if (readTextField(fields, 'strategy') !== undefined) return `${secType} orders do not accept an algorithm`
  }
  const acceptsFractions = orderTypes[kind].fractions && (secType === 'STK' || secType === 'CASH')
  const quantity = readNumberField(fields, 'quantity')
  if (acceptsFractions || (quantity !== undefined && Number.isInteger(quantity))) return undefined
  return `${secType === 'STK' ? kind : secType} orders need a whole quantity`
}

/** Checks a combo, which trades as a whole, at the market or better than a limit. Returns the error, if any. */
function comboFault(fields: OrderFields, kind: OrderKind): string | undefined {
  if (kind !== 'LMT' && kind !== 'MKT') return `${kind} is not supported for combos`
  if (fields['tif'] === 'OPG') return 'OPG time in force is not supported for this order'
  const quantity = readNumberField(fields, 'quantity')
  return quantity !== undefined && Number.isInteger(quantity) ? undefined : 'The order size of a combo must be whole'
}

/** Rejects the whole request: a bracket with an unknown contract fails as a whole. */
function refuseUnknown(asked: string): OrderInput {
  return refused(createErrorWithoutStatus(200, `no sec defs returned forSecDef reqId=resolve ecReqByConid${asked}`))
}

/** Checks the expiration, and the field that orders of futures need. Returns the error, if any. */
function findObstacle(contract: Contract, fields: OrderFields, now: number): string | undefined {
  if (isTradingOver(contract, now)) return 'Order is already expired.'
  const future = contract.secType === 'FUT' || contract.secType === 'FOP'
  return future && typeof fields['manualIndicator'] !== 'boolean'
    ? 'manualIndicator is required for futures'
    : undefined
}

function refused(response: HttpResponse): OrderInput {
  return { kind: 'refused', response }
}
