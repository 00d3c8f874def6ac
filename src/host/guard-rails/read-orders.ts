import { readReplyId } from '../../client/unpublished.ts'
import { classifyRequest } from '../../shared/catalogue/classify-request.ts'
import { type ComboLeg, readLegs } from '../../shared/domain/combo.ts'
import { numberOf, parseJson, type Row, rowOf, sideOf, textOf } from '../../shared/domain/read-value.ts'
import { findRepeatedName } from './repeated-name.ts'

/** A request as it will be sent. */
export interface OutgoingRequest {
  readonly method: string
  readonly path: string
  readonly body?: string | undefined
}

/** The fields of an order that the limits apply to. */
export interface OutgoingOrder {
  /** IBKR's contract id; undefined for a combo of contracts. */
  readonly conid: number | undefined
  readonly side: 'BUY' | 'SELL' | undefined
  readonly orderType: string
  /** Quantity in shares or contracts, for a combo its number; undefined if only an amount of money is given. */
  readonly quantity: number | undefined
  /** Largest number of shares or contracts of one contract in one combo; 1 for a single contract. */
  readonly largestRatio: number
  /** Contracts of a combo, absent for a single contract, and if one of them is in several legs. */
  readonly legs?: readonly ComboLeg[] | undefined
  /** Account whose positions the order changes; absent if the request names several or none. */
  readonly account?: string | undefined
  /** Id of the working order that this one replaces. */
  readonly changedOrderId?: string | undefined
  /** Client order id of this order, and that of the order to which it is attached. */
  readonly clientOrderId?: string | undefined
  readonly parentId?: string | undefined
  /** Whether the orders of the request are one OCA group: a fill of one reduces or cancels the others. */
  readonly isOneOfGroup?: boolean | undefined
  /** Amount of money to spend, in the currency of the contract. */
  readonly cash: number | undefined
  /** The limit price of most order types, the stop price of `STP`. */
  readonly price: number | undefined
  /** The stop price of `STOP_LIMIT`. */
  readonly auxPrice: number | undefined
  /** Distance of a trailing stop. */
  readonly trailing: { readonly amount: number; readonly unit: 'amt' | '%' } | undefined
}

/** The orders in a request. */
export type OrderContent =
  /** The request sends no order: a read, a cancel, a declined question, or a request about something else. */
  | { readonly kind: 'none' }
  /** `key`: the content of the orders as text, without the client order ids. */
  | { readonly kind: 'orders'; readonly orders: readonly OutgoingOrder[]; readonly key: string }
  /** A confirmed order question. */
  | { readonly kind: 'reply'; readonly replyId: string | undefined }
  /** The request can send an order, but which one cannot be read. */
  | { readonly kind: 'unreadable'; readonly reason: string }

const NONE: OrderContent = { kind: 'none' }

/** Trading operations that send no order. All other trading operations count as orders. */
const WITHOUT_ORDERS: ReadonlySet<string> = new Set(['orders.cancel', 'legacy.regulatory-snapshot'])
/** Areas of account management: their trading operations move cash and positions, but send no orders. */
const MANAGEMENT: ReadonlySet<string> = new Set(['management-accounts', 'management-banking', 'tax-vouchers'])

const ORDER_OPERATIONS: ReadonlySet<string> = new Set([
  'orders.place',
  'orders.modify',
  'legacy.place-order',
  'legacy.preview-order',
  'legacy.place-group-order',
])

/**
 * Reads the orders that a request sends, through any operation. Anything that could be an order and cannot be read
 * completely is `unreadable`. Pure.
 */
export function readOrders({ method, path, body }: OutgoingRequest): OrderContent {
  const { effect, operation, canonicalPath = path, reason } = classifyRequest({ method, path })
  const id = operation?.id ?? ''
  // A DELETE takes no body, and without a body it sends no order. IBKR may read a body all the same.
  if (method === 'DELETE') {
    if (!body?.trim() || (operation && isEmptyObject(body))) return NONE
    return unreadable(operation ? 'A DELETE takes no body.' : reason)
  }
  if (WITHOUT_ORDERS.has(id)) return NONE
  // Also with an account or a question whose name is unusual, for which the effect is unknown.
  if (ORDER_OPERATIONS.has(id)) return readBody(body ?? '', canonicalPath)
  if (id === 'orders.reply') {
    if (isExactly(body, 'confirmed', false)) return NONE
    return { kind: 'reply', replyId: readReplyId(canonicalPath) }
  }
  if (effect === 'unknown') return isOrderless(method, canonicalPath) ? NONE : unreadable(reason)
  if (effect !== 'trading' || (operation && MANAGEMENT.has(operation.area))) return NONE
  if (id === 'orders.prompt' && isExactly(body, 'text', 'No')) return NONE
  return unreadable(`The orders of “${operation?.title ?? id}” are not in the request.`)
}

/** A GET places no order, except in the legacy family `ccp`. */
const isOrderless = (method: string, path: string): boolean => method === 'GET' && !/\/ccp(?:\/|$)/i.test(path)

/** Reports whether a body states exactly this value. Anything else may place the order. */
function isExactly(body = '', name: string, value: unknown): boolean {
  return rowOf(parseJson(body))?.[name] === value && findRepeatedName(body) === undefined
}

const isEmptyObject = (body: string): boolean => Object.keys(rowOf(parseJson(body)) ?? { none: 0 }).length === 0

function readBody(body: string, path: string): OrderContent {
  const value = parseJson(body)
  if (value === undefined) return unreadable('The body is not JSON.')
  const repeated = findRepeatedName(body)
  if (repeated !== undefined) return unreadable(`"${repeated}" is repeated in one object: IBKR may use either value.`)
  if (isMixed(value)) return unreadable('The body has a list of orders and fields of one order: IBKR may use either.')
  const spelling = Object.keys(rowOf(value) ?? {}).find((name) => /^orders$/i.test(name.trim()) && name !== 'orders')
  if (spelling !== undefined) return unreadable(`Write "orders" instead of "${spelling}".`)
  const rows = listRows(value)
  if (rows === undefined || rows.length === 0) return unreadable('The body contains no orders.')
  const orders: OutgoingOrder[] = []
  for (const row of rows) {
    const order = readOrder(row, path)
    if (typeof order === 'string') return unreadable(order)
    orders.push(order)
  }
  return { kind: 'orders', orders, key: JSON.stringify(withoutClientIds(rows)) }
}

/** Removes the client order ids, which differ between review and send. A child names its parent by position instead. */
function withoutClientIds(rows: readonly Row[]): readonly Row[] {
  return rows.map(({ cOID: _, ...row }) => {
    const parent = row['parentId'] == null ? -1 : rows.findIndex(({ cOID }) => cOID === row['parentId'])
    return parent < 0 ? row : { ...row, parentId: parent }
  })
}

/** Reports whether a body is a list of orders and a single order at the same time. */
function isMixed(value: unknown): boolean {
  const names = Object.keys(rowOf(value) ?? {}).map((name) => name.trim().toLowerCase())
  return names.includes('orders') && names.some((name) => NAMES.has(name))
}

/** Returns the orders of a body. IBKR documents `{"orders": […]}`, an array, and a single order. */
function listRows(value: unknown): readonly Row[] | undefined {
  const row = rowOf(value)
  const list = row && 'orders' in row ? row['orders'] : (row ?? value)
  const values: readonly unknown[] = Array.isArray(list) ? list : [list]
  const rows = values.map(rowOf)
  return rows.every((each) => each !== undefined) ? rows : undefined
}

const AMOUNTS = ['quantity', 'cashQty', 'fxQty'] as const
const PRICES = ['price', 'auxPrice', 'trailingAmt'] as const
/** Names of the fields that this file reads. Another spelling of them makes an order unreadable. */
const NAMES = new Map(
  [
    ...[...AMOUNTS, ...PRICES, 'conid', 'conidex', 'secType', 'side', 'orderType', 'trailingType'],
    ...['acctId', 'parentId', 'isSingleGroup'],
  ].map((name) => [name.toLowerCase(), name]),
)

/** Reads one order. Returns a sentence that states why it cannot be read. */
function readOrder(row: Row, path: string): OutgoingOrder | string {
  for (const name of Object.keys(row)) {
    const known = NAMES.get(name.trim().toLowerCase())
    if (known !== undefined && known !== name) return `Write "${known}" instead of "${name}".`
  }
  const numbers = new Map<string, number>()
  for (const name of [...AMOUNTS, ...PRICES]) {
    if (row[name] === undefined || row[name] === null) continue
    const number = typeof row[name] === 'number' ? row[name] : numberOf(row[name])
    if (number === undefined) return `The field "${name}" is not a number.`
    numbers.set(name, number)
  }
  const contract = readContract(row)
  if (typeof contract === 'string') return contract
  const [quantity, cash, fx] = AMOUNTS.map((name) => numbers.get(name))
  // A conversion amount is in units of the base currency, as the quantity of a currency pair.
  const amounts = [quantity, fx].filter((amount) => amount !== undefined).map(Math.abs)
  return {
    ...contract,
    side: sideOf(row['side']),
    orderType: textOf(row['orderType'])?.toUpperCase() ?? '',
    quantity: amounts.length === 0 ? undefined : Math.max(...amounts),
    cash: cash === undefined ? undefined : Math.abs(cash),
    price: numbers.get('price'),
    auxPrice: numbers.get('auxPrice'),
    trailing: readTrailing(numbers.get('trailingAmt'), row['trailingType']),
    ...readTarget(row, path),
    clientOrderId: textOf(row['cOID']),
    parentId: textOf(row['parentId']),
    isOneOfGroup: row['isSingleGroup'] === true,
  }
}

/** Reads the account of an order, and the order that it changes. An account in the body must be the one of the path. */
function readTarget(row: Row, path: string): Pick<OutgoingOrder, 'account' | 'changedOrderId'> {
  const [, inPath, changedOrderId] = /\/iserver\/account\/([^/]+)\/orders?(?:\/([^/]+))?$/.exec(path) ?? []
  const accounts = new Set([inPath && decodeURIComponent(inPath), textOf(row['acctId'])].filter((each) => each))
  const [account] = accounts
  return { account: accounts.size === 1 ? account : undefined, changedOrderId }
}

/** Reads the distance of a trailing stop. IBKR refuses units other than `amt` and `%`. */
function readTrailing(amount: number | undefined, unit: unknown): OutgoingOrder['trailing'] {
  return amount === undefined ? undefined : { amount: Math.abs(amount), unit: unit === '%' ? '%' : 'amt' }
}

/** The fields in which an order can name its contract, and the forms that IBKR documents for them. */
const CONTRACT_FIELDS = {
  conid: /^(?<conid>\d{1,16})$/,
  // A contract with its exchange, or the legs of a combo: `28812380;;;265598/1,8314/-1`.
  conidex:
    /^(?<conid>\d{1,16})(?:@[\w.]+)?(?:;;;(?<legs>\d{1,16}(?:@[\w.]+)?\/-?\d{1,9}(?:,\d{1,16}(?:@[\w.]+)?\/-?\d{1,9})*))?$/,
  // A type alone names no contract.
  secType: /^(?:(?<conid>\d{1,16})(?:@[\w.]+)?:)?[A-Za-z]+$/,
} as const

/** Reads the contract of an order. A combo has no single contract. Returns a sentence if it cannot be read. */
function readContract(row: Row): Pick<OutgoingOrder, 'conid' | 'largestRatio' | 'legs'> | string {
  const named = new Set<string>()
  let legs: string | undefined
  for (const [field, form] of Object.entries(CONTRACT_FIELDS)) {
    const value = row[field]
    if (value === undefined || value === null || value === '') continue
    const groups = typeof value === 'object' ? undefined : form.exec(String(value))
    if (!groups) return `The field "${field}" is not in a form that IBKR documents.`
    if (groups.groups?.['conid'] !== undefined) named.add(groups.groups['conid'])
    legs ??= groups.groups?.['legs']
  }
  if (named.size > 1) return 'The order names two different contracts.'
  const [id] = named
  if (legs === undefined) return { conid: id === undefined ? undefined : Number(id), largestRatio: 1 }
  const read = readLegs(legs)
  if (read.some(({ ratio }) => ratio === 0)) return 'A leg of the combo has the ratio 0.'
  // A contract may be named in several legs. Their ratios add up, also of opposite legs, which may fill apart.
  const ratios = new Map<number, number>()
  for (const { conid, ratio } of read) ratios.set(conid, (ratios.get(conid) ?? 0) + Math.abs(ratio))
  const largestRatio = Math.max(1, ...ratios.values())
  return { conid: undefined, largestRatio, legs: ratios.size === read.length ? read : undefined }
}

const unreadable = (reason: string): OrderContent => ({ kind: 'unreadable', reason })
