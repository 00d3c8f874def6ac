/** The side of an order. IBKR uses several spellings: see `sideOf`. */
export type Side = 'BUY' | 'SELL'

/** The side of an order, as far as it is known: see `Order`. */
export interface StatedSide {
  readonly side?: Side | undefined
  readonly otherSide?: string | undefined
}

/** Formats a side, also one that is unknown or neither a purchase nor a sale. */
export const formatSide = ({ side, otherSide }: StatedSide): string =>
  side ?? (otherSide === 'EXER' ? 'EXERCISE' : (otherSide ?? 'UNKNOWN SIDE'))

/** IBKR's order statuses. An unknown status is shown as received. */
export const ORDER_STATUSES = [
  'Inactive',
  'PendingSubmit',
  'PreSubmitted',
  'Submitted',
  'Filled',
  'PendingCancel',
  'PreCancelled',
  'Cancelled',
  'WarnState',
  'Failed',
] as const

/** An order status of IBKR. An unknown status is passed on as received. */
export type OrderStatus = (typeof ORDER_STATUSES)[number] | (string & {})

/** One order. Prices are decimal strings as IBKR sent them, never rounded. */
export interface Order {
  /** IBKR's order id. IBKR sends it as a number or as a string. */
  readonly orderId: string
  /** Account id, such as `U1234567` or `DU1234567` (paper); empty if it is unknown. */
  readonly account: string
  /** IBKR's contract id; 0 if it is unknown. */
  readonly conid: number
  /**
   * Contract id with its exchange (`15016138@IDEALPRO`), or the legs of a combo (`28812380;;;265598/1,8314/-1`); absent
   * if IBKR sent none. All combos of a currency have the same `conid`.
   */
  readonly conidex?: string
  /**
   * Name of the contract, which no other contract of the session has: `AAPL`, `AAPL 20JAN27 250 C`, `ES DEC26`,
   * `AUD.CAD`, `AAPL 20JAN27 240/250 C vertical`; `AAPL combo` while the session does not know its legs. Contains trading
   * class, exchange or conid where the rest would be the same, and the conid until IBKR has sent a description. Empty if
   * it is unknown.
   */
  readonly contractName: string
  /** Ticker symbol, such as `AAPL`: of an option its underlying, of a currency pair its first currency; empty if unknown. */
  readonly symbol: string
  /** Name of the company, or of the underlying; empty if IBKR sent none. */
  readonly description: string
  /**
   * IBKR's description of a derivative, such as `JUN 28 '24 192.5 Call`; absent for other contracts. Source: IBKR's
   * OpenAPI document (`description2`).
   */
  readonly contractDetails?: string
  /** IBKR's security type, such as `STK`, `OPT` or `FUT`; absent if IBKR sent none. */
  readonly securityType?: string
  /** `BUY` or `SELL`; a short sale is `SELL`. Absent if IBKR sent no side, or another one: see `otherSide`. */
  readonly side?: Side
  /** A side other than a purchase or a sale, as IBKR sent it: `EXER` for the exercise of an option. */
  readonly otherSide?: string
  /** IBKR's order type, such as `LMT`, `MKT`, `STP` or `TRAIL`. */
  readonly orderType: string
  /** Total quantity in units of the contract: shares, contracts, or units of the base currency. Absent if unknown. */
  readonly quantity?: number
  /** Quantity that is filled so far, in units of the contract or in `filledCurrency`; absent if unknown. */
  readonly filled?: number
  /** Quantity that is not filled yet, in the unit of `filled`; absent if unknown. */
  readonly remaining?: number
  /** Amount of money of an order that was placed by cash quantity, in `cashCurrency`; absent for other orders. */
  readonly cashQuantity?: number
  /** Currency of `cashQuantity`, such as `USD`. */
  readonly cashCurrency?: string
  /**
   * Currency of `filled` and `remaining`; absent if they are in units of the contract. IBKR reports fills of a currency
   * pair that was bought by cash quantity in money.
   */
  readonly filledCurrency?: string
  /** Limit price in the currency of the contract; absent for order types without one. */
  readonly limitPrice?: string
  /** Stop or trigger price in the currency of the contract; absent for order types without one. */
  readonly stopPrice?: string
  /** Average price of the fills; absent before the first fill. */
  readonly averagePrice?: string
  /** Time in force, such as `DAY`, `GTC` or `IOC`. */
  readonly timeInForce: string
  /** Newest status that IBKR sent. */
  readonly status: OrderStatus
  /** The client order id (`cOID`) that the order was placed with; absent if there is none. */
  readonly orderReference?: string
  /** Why IBKR's system cancelled the order, in IBKR's words; absent if IBKR sent no reason. */
  readonly cancelReason?: string
  /** Order id of the parent in a bracket; absent for an order that is not attached to another one. */
  readonly parentId?: string
  /**
   * Id of the OCA group: a fill of one of its orders reduces or cancels the others. IBKR puts the children of a bracket
   * into a group of their own.
   */
  readonly ocaGroup?: string
  /** Exchange, such as `NASDAQ.NMS`; absent if IBKR sent none. */
  readonly exchange?: string
  /** IBKR's own timestamp in ms since epoch; absent if IBKR sent none. */
  readonly serverTime?: number
  /**
   * Time when the order was placed, in ms since epoch: IBKR's timestamp before the first fill. Absent if the order was
   * first seen after a fill.
   */
  readonly placedAt?: number
  /** Time when the last update of this order was received, in ms since epoch. */
  readonly changedAt: number
  /** Number of transitions in the order's timeline. */
  readonly transitionCount: number
}

/** The source of an update. `snapshot`: a full list over REST; `poll`: a list that is read repeatedly. */
export type OrderSource = 'stream' | 'snapshot' | 'poll'

/** One change of one order. */
export interface OrderTransition {
  /** Time when the change was received, in ms since epoch. */
  readonly at: number
  /** IBKR's own timestamp, in ms since epoch; absent if IBKR sent none. */
  readonly serverTime?: number | undefined
  /** Where the change was read from. */
  readonly source: OrderSource
  /** Status after the change. */
  readonly status: OrderStatus
  /** Quantity filled after the change; absent if unknown. */
  readonly filled?: number | undefined
  /** Quantity not filled after the change; absent if unknown. */
  readonly remaining?: number | undefined
  /** Average price of the fills, as IBKR sent it. */
  readonly averagePrice?: string | undefined
  /** Describes the change: "Submitted", "Filled 20 of 100 at 187.32 on average". */
  readonly text: string
}

const ENDED = new Set<string>(['Filled', 'Cancelled', 'Failed'])

/**
 * Reports whether the order's status is final. `Inactive` is not final: every order starts as inactive, and a parked
 * order may still be activated.
 */
export function hasEnded(order: { readonly status: OrderStatus }): boolean {
  return ENDED.has(order.status)
}

/** Reports whether a change undoes a fill or the end of an order. */
export function isCorrection(
  before: Pick<Order, 'status' | 'filled'>,
  after: Pick<Order, 'status' | 'filled'>,
): boolean {
  const isLess = after.filled !== undefined && before.filled !== undefined && after.filled < before.filled
  return isLess || (hasEnded(before) && after.status !== before.status)
}

/**
 * Reports whether the order may fill and can be cancelled. IBKR rejects the cancel of an `Inactive` order with status
 * 400.
 */
export function isWorking(order: { readonly status: OrderStatus }): boolean {
  return !hasEnded(order) && order.status !== 'Inactive'
}

/**
 * Reports whether IBKR requires `manualIndicator` for the orders and cancels of a security type: futures and options on
 * futures, by rule 536-B of CME.
 */
export const needsManualIndicator = (securityType: string | undefined): boolean =>
  securityType === 'FUT' || securityType === 'FOP'
