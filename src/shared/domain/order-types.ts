/** IBKR's order types that this project supports, by the name in the field `orderType`. */
export type OrderTypeName =
  | 'MKT'
  | 'LMT'
  | 'STP'
  | 'STOP_LIMIT'
  | 'MIDPRICE'
  | 'TRAIL'
  | 'TRAILLMT'
  | 'MIT'
  | 'LIT'
  | 'MOC'
  | 'LOC'
  | 'REL'

/** Values of the field `tif`. `PAX` is for crypto; `OVT` and `OND` are for the overnight session. */
export const TIME_IN_FORCE_LABELS = {
  DAY: 'DAY',
  GTC: 'GTC (good till cancelled)',
  IOC: 'IOC (immediate or cancel)',
  OPG: 'OPG (at the open)',
  PAX: 'PAX (crypto)',
  OVT: 'OVT (overnight)',
  OND: 'OND (overnight and day)',
} as const

export type TimeInForce = keyof typeof TIME_IN_FORCE_LABELS

/** A price of an order type. */
export interface OrderTypePrice {
  /** Meaning of the price. `stop` also stands for the trigger of an if-touched order. */
  readonly role: 'limit' | 'stop' | 'offset'
  /** IBKR's field for the price. */
  readonly wire: 'price' | 'auxPrice'
  /** The price in a sentence or a label, such as "stop price". */
  readonly name: string
  readonly isOptional?: true
}

/** What one order type requires and allows. */
export interface OrderTypeInfo {
  readonly label: string
  /** IBKR's name of the type in `orderTypes`, `cqtTypes` and `tifTypes` of the contract rules. */
  readonly ruleName: string
  /** Prices in the order in which a form shows them. */
  readonly prices: readonly OrderTypePrice[]
  /** Whether the type requires `trailingAmt` and `trailingType`. */
  readonly trails?: true
  /** Whether IBKR accepts a cash quantity (`cashQty`): the enumeration of `cqtTypes` in IBKR's document. */
  readonly takesCash?: true
  readonly timesInForce: readonly TimeInForce[]
}

const LIMIT = { role: 'limit', wire: 'price', name: 'limit price' } as const
/** IBKR expects the stop price in `price`, unless the order also has a limit. */
const STOP = { role: 'stop', wire: 'price', name: 'stop price' } as const
const STOP_BESIDE_LIMIT = { ...STOP, wire: 'auxPrice' } as const
/** IBKR documents no field for the trigger of `MIT` and `LIT`: they use those of `STP` and `STOP_LIMIT`. */
const TRIGGER = { ...STOP, name: 'trigger price' } as const
const DAY_OR_GTC = ['DAY', 'GTC'] as const

/**
 * The order types: their fields, and the times in force that each allows. Sources: IBKR's order fields
 * (`POST /iserver/account/{accountId}/orders`) for the first seven, its page of order types for the others, which IBKR
 * accepted once each in 2026; see docs/client/orders.md. The rules of a contract may allow less.
 */
export const ORDER_TYPES = {
  MKT: {
    label: 'Market',
    ruleName: 'market',
    prices: [],
    takesCash: true,
    timesInForce: ['DAY', 'GTC', 'IOC', 'OPG', 'PAX'],
  },
  LMT: {
    label: 'Limit',
    ruleName: 'limit',
    prices: [LIMIT],
    takesCash: true,
    timesInForce: ['DAY', 'GTC', 'IOC', 'OPG', 'PAX', 'OVT', 'OND'],
  },
  STP: { label: 'Stop', ruleName: 'stop', prices: [STOP], takesCash: true, timesInForce: DAY_OR_GTC },
  STOP_LIMIT: {
    label: 'Stop limit',
    ruleName: 'stop_limit',
    prices: [STOP_BESIDE_LIMIT, LIMIT],
    takesCash: true,
    timesInForce: DAY_OR_GTC,
  },
  MIDPRICE: {
    label: 'Midprice',
    ruleName: 'midprice',
    prices: [{ ...LIMIT, name: 'price cap', isOptional: true }],
    timesInForce: ['DAY', 'GTC', 'IOC'],
  },
  TRAIL: {
    label: 'Trailing stop',
    ruleName: 'trailing_stop',
    prices: [{ ...STOP, name: 'first stop price', isOptional: true }],
    trails: true,
    takesCash: true,
    timesInForce: DAY_OR_GTC,
  },
  TRAILLMT: {
    label: 'Trailing stop limit',
    ruleName: 'trailing_stop_limit',
    prices: [{ ...STOP_BESIDE_LIMIT, name: 'first stop price' }, LIMIT],
    trails: true,
    takesCash: true,
    timesInForce: DAY_OR_GTC,
  },
  MIT: {
    label: 'Market if touched',
    ruleName: 'mit',
    prices: [TRIGGER],
    takesCash: true,
    timesInForce: DAY_OR_GTC,
  },
  LIT: {
    label: 'Limit if touched',
    ruleName: 'lit',
    prices: [{ ...TRIGGER, wire: 'auxPrice' }, LIMIT],
    takesCash: true,
    timesInForce: DAY_OR_GTC,
  },
  MOC: { label: 'Market on close', ruleName: 'marketonclose', prices: [], timesInForce: ['DAY'] },
  LOC: { label: 'Limit on close', ruleName: 'limitonclose', prices: [LIMIT], timesInForce: ['DAY'] },
  REL: {
    label: 'Relative',
    ruleName: 'relative',
    prices: [
      { ...LIMIT, name: 'price cap' },
      { role: 'offset', wire: 'auxPrice', name: 'offset' },
    ],
    timesInForce: ['DAY', 'GTC', 'IOC'],
  },
} as const satisfies Readonly<Record<OrderTypeName, OrderTypeInfo>>

/** The order types of the order ticket, in the order in which it lists them. */
export const TICKET_ORDER_TYPES = [
  ...(['MKT', 'LMT', 'STP', 'STOP_LIMIT', 'TRAIL', 'TRAILLMT'] as const),
  ...(['MIT', 'LIT', 'MIDPRICE', 'MOC', 'LOC'] as const),
] as const satisfies readonly OrderTypeName[]

/** The types of the exits of a bracket. */
export const TAKE_PROFIT_TYPES = ['LMT'] as const satisfies readonly OrderTypeName[]
export const STOP_LOSS_TYPES = ['STP', 'STOP_LIMIT', 'TRAIL'] as const satisfies readonly OrderTypeName[]

/** Maximum number of orders in an OCA group of the ticket. The limit is the console's own: IBKR documents none. */
export const MAX_GROUP_ORDERS = 4

export type TicketOrderType = (typeof TICKET_ORDER_TYPES)[number]

/** Returns the stop price with which a trailing stop starts: the last price and the distance. */
export function firstStopPrice(
  side: 'BUY' | 'SELL' | undefined,
  { amount, unit }: { readonly amount: number; readonly unit: 'amt' | '%' },
  last: number,
): number {
  const distance = unit === '%' ? (Math.abs(last) * amount) / 100 : amount
  return side === 'SELL' ? last - distance : last + distance
}

/** Letters of a name in lower case: IBKR writes one type as `STOP_LIMIT`, `Stop Limit` and `stop_limit`. */
const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '')

const TYPES_BY_LETTERS: ReadonlyMap<string, OrderTypeName> = new Map(
  (Object.keys(ORDER_TYPES) as OrderTypeName[]).flatMap((type) =>
    [type, ORDER_TYPES[type].label, ORDER_TYPES[type].ruleName].map((name) => [lettersOf(name), type] as const),
  ),
)

/** Reads an order type in an order list, an order status or an execution; undefined for any other type. */
export const readOrderType = (text: string | undefined): OrderTypeName | undefined =>
  TYPES_BY_LETTERS.get(lettersOf(text ?? ''))

/** Returns what an order type requires and allows. */
export const orderTypeInfo = (type: OrderTypeName): OrderTypeInfo => ORDER_TYPES[type]
