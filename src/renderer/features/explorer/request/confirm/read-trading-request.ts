import { classifyRequest } from '../../../../../shared/catalogue/classify-request.ts'
import type { RequestDraft } from '../../../../../shared/contract/schemas.ts'
import type { Side } from '../../../../../shared/domain/orders.ts'
import { groupDigits } from '../../../../ui/format-number.ts'
import type { JsonMember, JsonNode } from '../body/json-node.ts'
import { readJson, writeJson } from '../body/read-json.ts'

/** What a request that moves money is about, read out of what will really be sent. */
export type MoneyRequest =
  | { readonly kind: 'place'; readonly account: string; readonly orders: readonly OrderReading[] }
  | { readonly kind: 'change'; readonly account: string; readonly orderId: string; readonly order: OrderReading }
  /** `orderId` is undefined for all orders that work. */
  | { readonly kind: 'cancel'; readonly account: string; readonly orderId: string | undefined }
  | { readonly kind: 'answer'; readonly confirmed: boolean }
  /** Method, path and body say it. `doubt`: why no more is read out of them. */
  | { readonly kind: 'other'; readonly title: string | undefined; readonly doubt?: string }

/** Reads a request that is complete: variables have their values. Pure. */
export function readMoneyRequest({ method, path, body }: RequestDraft): MoneyRequest {
  const { operation, canonicalPath = path, effect, reason } = classifyRequest({ method, path })
  const read = body === undefined ? undefined : readJson(body)
  const node = read?.kind === 'read' ? read.node : undefined
  const twice = node && nameTwice(node)
  const other = (doubt?: string): MoneyRequest => ({
    kind: 'other',
    title: operation?.title,
    ...(doubt !== undefined && { doubt }),
  })
  const segment = (at: number): string => decodeURIComponent(canonicalPath.split('/').at(at) ?? '')
  const cancelsAll = operation?.id === 'orders.cancel' && segment(-1) === '-1'
  if (effect === 'unknown' && !cancelsAll) return other(reason)
  if (twice !== undefined) return other(`"${twice}" is twice in one object: IBKR may use either.`)
  switch (operation?.id) {
    case 'orders.place':
    case 'legacy.place-order': {
      const orders = ordersOf(node)?.map(readOrder)
      if (!orders?.length || !isWhole(orders)) return other('Its orders cannot be read.')
      return { kind: 'place', account: segment(-2), orders }
    }
    case 'orders.modify': {
      const order = node && readOrder(node)
      return order
        ? { kind: 'change', account: segment(-3), orderId: segment(-1), order }
        : other('The order cannot be read.')
    }
    case 'orders.cancel': {
      return { kind: 'cancel', account: segment(-3), orderId: cancelsAll ? undefined : segment(-1) }
    }
    case 'orders.reply': {
      const confirmed =
        node?.kind === 'object' ? node.members.find(({ name }) => name === 'confirmed')?.value : undefined
      return confirmed?.kind === 'boolean' ? { kind: 'answer', confirmed: confirmed.value } : other()
    }
    default:
      return other()
  }
}

/** `{"orders": [...]}`, a list, or one order by itself: IBKR has described all three. */
function ordersOf(node: JsonNode | undefined): readonly JsonNode[] | undefined {
  if (node?.kind === 'array') return node.items
  if (node?.kind !== 'object') return undefined
  const orders = node.members.find(({ name }) => name === 'orders')?.value
  return orders === undefined ? [node] : orders.kind === 'array' ? orders.items : undefined
}

const isWhole = (orders: readonly (OrderReading | undefined)[]): orders is readonly OrderReading[] =>
  orders.every((order) => order !== undefined)

function nameTwice(node: JsonNode): string | undefined {
  if (node.kind === 'array') return firstOf(node.items, nameTwice)
  if (node.kind !== 'object') return undefined
  const names = new Set<string>()
  for (const { name } of node.members) {
    if (names.has(name)) return name
    names.add(name)
  }
  return firstOf(node.members, ({ value }) => nameTwice(value))
}

function firstOf<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

/** A line of a confirmation: what it is, and how it stands in the body. */
export type Fact = readonly [name: string, value: string]

/** One order of a body, as a person reads it. Every field of it is in here: nothing is sent that is not shown. */
export interface OrderReading {
  /** Undefined where it is neither BUY nor SELL. */
  readonly side: Side | undefined
  /** As written. */
  readonly sideWords: string
  readonly quantity: string
  /** Digits of the contract's id, where the body names it so. */
  readonly conid: string | undefined
  /** As written, for what has no id or says more than it. */
  readonly contract: string
  readonly price: string
  readonly type: string
  readonly timeInForce: string
  /** All other fields, by their names. */
  readonly more: readonly Fact[]
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
  DAY: 'Day',
  GTC: 'Good till cancelled',
  IOC: 'Immediate or cancel',
  OPG: 'At the opening',
  OVT: 'Overnight',
  OND: 'Overnight and day',
}

/** Reads an order without loss: numbers keep the digits that will be sent. Undefined for what is no object. */
export function readOrder(node: JsonNode): OrderReading | undefined {
  if (node.kind !== 'object') return undefined
  const left = new Map(node.members.map(({ name, value }: JsonMember) => [name, textOf(value)]))
  const take = (name: string): string | undefined => {
    const value = left.get(name)
    left.delete(name)
    return value
  }
  const sideWords = take('side') ?? 'No side'
  const type = take('orderType') ?? 'No order type'
  const tif = take('tif')
  const conid = take('conid')
  return {
    side: sideWords === 'BUY' || sideWords === 'SELL' ? sideWords : undefined,
    sideWords,
    quantity: quantityWords(take),
    conid: conid !== undefined && /^\d+$/.test(conid) ? conid : undefined,
    contract: [conid, take('conidex')].filter((each) => each !== undefined).join(', ') || 'No contract',
    price: priceWords(type, take),
    type: TYPES[type] ?? type,
    timeInForce: tif === undefined ? 'No time in force' : (TIMES[tif] ?? tif),
    more: [...left],
  }
}

function quantityWords(take: (name: string) => string | undefined): string {
  const amounts = [
    [take('quantity'), ''],
    [take('cashQty'), ' in cash'],
    [take('fxQty'), ' to convert'],
  ] as const
  const words = amounts.flatMap(([amount, of]) => (amount === undefined ? [] : [`${groupDigits(amount)}${of}`]))
  return words.join(' and ') || 'No quantity of'
}

function priceWords(type: string, take: (name: string) => string | undefined): string {
  const [price, auxiliary, trailing, trailingType] = ['price', 'auxPrice', 'trailingAmt', 'trailingType'].map(
    (name) => {
      const value = take(name)
      return value && groupDigits(value)
    },
  )
  const unit = trailingType === undefined || trailingType === 'amt' ? '' : ` ${trailingType}`
  const by = trailing ? `trailing by ${trailing}${unit}` : trailingType && `trailingType ${trailingType}`
  const parts = {
    STP: [price && `stop ${price}`, auxiliary && `auxPrice ${auxiliary}`],
    STOP_LIMIT: [auxiliary && `stop ${auxiliary}`, price && `limit ${price}`],
    TRAIL: [by, price && `stop ${price}`, auxiliary && `auxPrice ${auxiliary}`],
    TRAILLMT: [by, auxiliary && `stop ${auxiliary}`, price && `limit ${price}`],
    MIDPRICE: [price && `at most ${price}`, auxiliary && `auxPrice ${auxiliary}`],
    LMT: [price && `limit ${price}`, auxiliary && `auxPrice ${auxiliary}`],
  }[type] ?? [price && `price ${price}`, auxiliary && `auxPrice ${auxiliary}`]
  // A field that the type has no use for is sent all the same.
  const odd = by && !type.startsWith('TRAIL') ? [by] : []
  const words = [...parts, ...odd].filter((part) => part !== undefined).join(', ')
  if (words === '') return type === 'MKT' ? 'At market' : 'No price'
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A text as it reads, anything else as it is written. */
const textOf = (node: JsonNode): string => (node.kind === 'string' ? node.value : writeJson(node))
