import { type Answer, json, text } from '../http/answer.ts'
import { isRecord } from '../http/call.ts'
import { instrumentByConid } from '../market/instruments.ts'
import type { OrderDraft, OrderKind } from './order.ts'

/** Outcome of parsing one order object: what to trade, or the answer that refuses it in IBKR's words. */
export type OrderInput =
  | { readonly kind: 'draft'; readonly draft: OrderDraft; readonly accountId: string | undefined }
  | { readonly kind: 'refused'; readonly answer: Answer }

const kinds: ReadonlySet<string> = new Set<OrderKind>(['LMT', 'MKT', 'STP', 'STOP_LIMIT'])
const timesInForce: ReadonlySet<string> = new Set(['DAY', 'GTC', 'IOC', 'OPG', 'OVT', 'OND'])

/** Parses one order; names and values are case sensitive. Faults of form are 400 text, faults of content 200 errors. */
export function parseOrder(value: unknown): OrderInput {
  if (!isRecord(value)) return wrongType()
  const conid = readConid(value)
  if (conid === undefined) return refused(text('conid or conidex is required', 400))
  if (wrong(value, ['conid', 'price', 'auxPrice', 'quantity', 'cashQty'], 'number')) return wrongType()
  if (wrong(value, ['acctId', 'conidex', 'orderType', 'side', 'tif', 'cOID', 'ticker'], 'string')) return wrongType()
  if (wrong(value, ['outsideRTH'], 'boolean')) return wrongType()
  const { side, orderType } = value
  if (side !== 'BUY' && side !== 'SELL') return refused(text("Invalid Side (must be 'BUY' or 'SELL').", 400))
  if (typeof orderType !== 'string' || !kinds.has(orderType)) return refused(text('Unknown order type', 400))
  const quantity = value['quantity']
  if (typeof quantity !== 'number' || !(quantity > 0)) return wrongType()
  const instrument = instrumentByConid(conid)
  if (instrument === undefined) return rejected(`no sec defs returned forSecDef reqId=resolve ecReqByConid${conid}`)
  const { tif } = value
  if (typeof tif !== 'string') return rejected('null time in force is not supported for this order')
  if (!timesInForce.has(tif)) return rejected(`${tif} time in force is not supported for this order`)
  const kind = orderType as OrderKind
  const price = kind === 'MKT' ? undefined : positive(value['price'])
  const auxPrice = kind === 'STOP_LIMIT' ? positive(value['auxPrice']) : undefined
  if ((kind !== 'MKT' && price === undefined) || (kind === 'STOP_LIMIT' && auxPrice === undefined)) {
    return rejected('Invalid order price fields')
  }
  return {
    kind: 'draft',
    accountId: optionalText(value['acctId']),
    draft: {
      instrument,
      side,
      kind,
      quantity,
      price,
      auxPrice,
      tif,
      outsideRth: value['outsideRTH'] === true,
      clientOrderId: optionalText(value['cOID']),
    },
  }
}

/** What the server says to a body whose parameters have the wrong type. */
export function wrongTypeAnswer(): Answer {
  return text('orders request includes parameter with incorrect type', 400)
}

function readConid(value: Readonly<Record<string, unknown>>): number | undefined {
  if (value['conid'] !== undefined) return Number(value['conid'])
  const { conidex } = value
  if (typeof conidex !== 'string') return undefined
  const found = /^(\d+)(@\w+)?$/.exec(conidex)
  return found === null ? undefined : Number(found[1])
}

function wrong(value: Readonly<Record<string, unknown>>, names: readonly string[], type: string): boolean {
  return names.some((name) => value[name] !== undefined && value[name] !== null && typeof value[name] !== type)
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 ? Math.round(value * 100) / 100 : undefined
}

function optionalText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function refused(answer: Answer): OrderInput {
  return { kind: 'refused', answer }
}

function wrongType(): OrderInput {
  return refused(wrongTypeAnswer())
}

function rejected(error: string): OrderInput {
  return refused(json({ error }))
}
