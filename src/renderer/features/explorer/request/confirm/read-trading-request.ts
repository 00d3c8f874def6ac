import { classifyRequest } from '../../../../../shared/catalogue/classify-request.ts'
import type { RequestDraft } from '../../../../../shared/contract/schemas.ts'
import { groupDigits } from '../../../../../shared/domain/format-number.ts'
import type { Side } from '../../../../../shared/domain/orders.ts'
import { numberOf } from '../../../../../shared/domain/read-value.ts'
import { type JsonNode, memberValue, repeatedName } from '../body/json-node.ts'
import { readJson, writeJson } from '../body/read-json.ts'

/** Effect of a trading request, read from the request itself. */
export type TradingRequest =
  | { readonly kind: 'place'; readonly account: string; readonly orders: readonly OrderSummary[] }
  | { readonly kind: 'change'; readonly account: string; readonly orderId: string; readonly order: OrderSummary }
  /** `orderId`: undefined for all working orders. */
  | { readonly kind: 'cancel'; readonly account: string; readonly orderId: string | undefined }
  | { readonly kind: 'reply'; readonly confirmed: boolean }
  /** Shown with method, path and body only. `reason`: why the console cannot describe the request. */
  | { readonly kind: 'other'; readonly title: string | undefined; readonly reason?: string }

/** Describes a trading request. Its variables must already be replaced. */
export function readTradingRequest({ method, path, body }: RequestDraft): TradingRequest {
  const { operation, canonicalPath = path, effect, reason } = classifyRequest({ method, path })
  const result = body === undefined ? undefined : readJson(body)
  const node = result?.kind === 'read' ? result.node : undefined
  const repeated = node && repeatedName(node)
  const other = (why?: string): TradingRequest => ({
    kind: 'other',
    title: operation?.title,
    ...(why !== undefined && { reason: why }),
  })
  const segment = (at: number): string => decodeURIComponent(canonicalPath.split('/').at(at) ?? '')
  const cancelsAll = operation?.id === 'orders.cancel' && segment(-1) === '-1'
  if (effect === 'unknown' && !cancelsAll) return other(reason)
  if (repeated !== undefined) return other(`"${repeated}" is repeated in one object: IBKR may use either value.`)
  switch (operation?.id) {
    case 'orders.place':
    case 'legacy.place-order': {
      const nodes = ordersOf(node) ?? []
      const orders = nodes.flatMap((order) => readOrder(order) ?? [])
      if (orders.length === 0 || orders.length < nodes.length) return other('Cannot read the orders in the body.')
      return { kind: 'place', account: segment(-2), orders }
    }
    case 'orders.modify': {
      const order = node && readOrder(node)
      if (!order) return other('Cannot read the order in the body.')
      return { kind: 'change', account: segment(-3), orderId: segment(-1), order }
    }
    case 'orders.cancel':
      return { kind: 'cancel', account: segment(-3), orderId: cancelsAll ? undefined : segment(-1) }
    case 'orders.reply': {
      const confirmed = memberValue(node, 'confirmed')
      return confirmed?.kind === 'boolean' ? { kind: 'reply', confirmed: confirmed.value } : other()
    }
    default:
      return other()
  }
}

/** Returns the orders in a body. IBKR documents `{"orders": [...]}`, an array, and a single order. */
function ordersOf(node: JsonNode | undefined): readonly JsonNode[] | undefined {
  if (node?.kind === 'array') return node.items
  if (node?.kind !== 'object') return undefined
  const orders = memberValue(node, 'orders')
  return orders === undefined ? [node] : orders.kind === 'array' ? orders.items : undefined
}

/** One field of an order, as written. */
export type Fact = readonly [name: string, value: string]

/** Order in a body, with every field that is sent. */
export interface OrderSummary {
  /** Side of the order; undefined for values other than BUY and SELL. */
  readonly side: Side | undefined
  readonly sideText: string
  readonly quantity: string
  /** Amount of money, if the order states its size only by it. */
  readonly cash?: string
  /** Contract id; undefined unless it consists of digits. */
  readonly conid: string | undefined
  /** `conid` and `conidex` as written. */
  readonly contract: string
  readonly price: string
  /** Quantity and price of an order that states both, for its value. */
  readonly amounts?: { readonly quantity: number; readonly price: number }
  readonly type: string
  readonly timeInForce: string
  readonly otherFields: readonly Fact[]
}

const TYPES: Readonly<Record<string, string>> = {
  MKT: 'Market',
  LMT: 'Limit',
  STP: 'Stop',
  STOP_LIMIT: 'Stop limit',
  MIDPRICE: 'Midprice',
  TRAIL: 'Trailing stop',
  TRAILLMT: 'Trailing stop limit',
}

const TIMES: Readonly<Record<string, string>> = {
  DAY: 'DAY',
  GTC: 'GTC (good till cancelled)',
  IOC: 'IOC (immediate or cancel)',
  OPG: 'OPG (at the open)',
  OVT: 'OVT (overnight)',
  OND: 'OND (overnight and day)',
}

/** Reads an order. Numbers keep the digits that will be sent. Returns undefined if the value is not an object. */
function readOrder(node: JsonNode): OrderSummary | undefined {
  if (node.kind !== 'object') return undefined
  const fields = new Map(node.members.map(({ name, value }) => [name, textOf(value)]))
  const take = (name: string): string | undefined => {
    const value = fields.get(name)
    fields.delete(name)
    return value
  }
  const amounts = amountsOf(fields)
  const sideText = take('side') ?? 'No side'
  const type = take('orderType') ?? 'No order type'
  const tif = take('tif')
  const conid = take('conid')
  return {
    side: sideText === 'BUY' || sideText === 'SELL' ? sideText : undefined,
    sideText,
    ...sizeOf(take),
    conid: conid !== undefined && /^\d+$/.test(conid) ? conid : undefined,
    contract: [conid, take('conidex')].filter((each) => each !== undefined).join(', ') || 'No contract',
    price: priceText(type, take),
    ...(amounts && { amounts }),
    type: TYPES[type] ?? type,
    timeInForce: tif === undefined ? 'No time in force' : (TIMES[tif] ?? tif),
    otherFields: [...fields],
  }
}

/** Types whose `price` is the one at which they fill or trigger. */
const TYPES_WITH_PRICE: ReadonlySet<string> = new Set(['LMT', 'STP', 'STOP_LIMIT'])

function amountsOf(fields: ReadonlyMap<string, string>): OrderSummary['amounts'] {
  const [quantity, price] = [numberOf(fields.get('quantity')), numberOf(fields.get('price'))]
  const isOnlyQuantity = !fields.has('cashQty') && !fields.has('fxQty')
  if (quantity === undefined || price === undefined || !isOnlyQuantity) return undefined
  return TYPES_WITH_PRICE.has(fields.get('orderType') ?? '') ? { quantity, price } : undefined
}

type Take = (name: string) => string | undefined

function sizeOf(take: Take): Pick<OrderSummary, 'quantity' | 'cash'> {
  const [quantity, cash, toConvert] = ['quantity', 'cashQty', 'fxQty'].map((name) => {
    const amount = take(name)
    return amount === undefined ? undefined : groupDigits(amount)
  })
  const texts = [
    quantity,
    cash === undefined ? undefined : `${cash} in cash`,
    toConvert === undefined ? undefined : `${toConvert} to convert`,
  ].filter((text) => text !== undefined)
  const isOnlyCash = cash !== undefined && texts.length === 1
  return { quantity: texts.join(' and ') || 'Unspecified quantity of', ...(isOnlyCash && { cash }) }
}

function priceText(type: string, take: Take): string {
  const [price, auxiliary, trailing, trailingType] = ['price', 'auxPrice', 'trailingAmt', 'trailingType'].map(
    (name) => {
      const value = take(name)
      return value && groupDigits(value)
    },
  )
  const unit = trailingType === undefined || trailingType === 'amt' ? '' : ` ${trailingType}`
  const by = trailing ? `trailing by ${trailing}${unit}` : trailingType && `trailingType ${trailingType}`
  const auxPrice = auxiliary && `auxPrice ${auxiliary}`
  const parts = {
    STP: [price && `stop ${price}`, auxPrice],
    STOP_LIMIT: [auxiliary && `stop ${auxiliary}`, price && `limit ${price}`],
    TRAIL: [by, price && `stop ${price}`, auxPrice],
    TRAILLMT: [by, auxiliary && `stop ${auxiliary}`, price && `limit ${price}`],
    MIDPRICE: [price && `at most ${price}`, auxPrice],
    LMT: [price && `limit ${price}`, auxPrice],
  }[type] ?? [price && `price ${price}`, auxPrice]
  // Lists the fields that the order type does not use, because they are also sent.
  const unused = by && !type.startsWith('TRAIL') ? [by] : []
  const text = [...parts, ...unused].filter((part) => part !== undefined).join(', ')
  if (text === '') return type === 'MKT' ? 'At market' : 'No price'
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const textOf = (node: JsonNode): string => (node.kind === 'string' ? node.value : writeJson(node))
