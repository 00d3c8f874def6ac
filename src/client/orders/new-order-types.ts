import type { Routes } from '../routes/routes.generated.ts'

/** The body of an order in the catalogue, from which the fields of all order types are taken. */
type OrderBody = Routes['POST /iserver/account/{accountId}/orders']['input']['body']['orders'][number]

/** Fields that an order has or lacks depending on its order type, its contract or its size. */
type DependentField =
  | 'orderType'
  | 'tif'
  | PriceField
  | 'conid'
  | 'conidex'
  | 'quantity'
  | 'cashQty'
  | 'fxQty'
  | 'isCcyConv'
  | 'strategyParameters'
  | 'trailingType'

type PriceField = 'price' | 'auxPrice' | 'trailingAmt'

declare const excluded: unique symbol

/**
 * Type of a field that an order must not have. Not `never`, because editors would then suggest no values for
 * `orderType`.
 */
type NotInThisOrder = number & { readonly [excluded]: never }

/** Excludes the price fields that an order type does not have, even if the order is not written as a literal. */
type Without<Fields extends PriceField> = { readonly [Field in Fields]?: NotInThisOrder }

/** The fields that every order may have, with IBKR's names. */
export interface OrderFields extends Readonly<Omit<OrderBody, DependentField>> {
  /** Parameter values of the algorithm in `strategy`, for example `{ adaptivePriority: 'Normal' }`. */
  readonly strategyParameters?: Readonly<Record<string, string | number | boolean>>
}

/** A market order: trades immediately at the best price. `OPG` makes it a market-on-open order. */
export interface MarketOrder extends OrderFields, Without<PriceField> {
  /** Selects this order type. */
  readonly orderType: 'MKT'
  /** Time in force. */
  readonly tif: 'DAY' | 'GTC' | 'IOC' | 'OPG' | 'PAX'
}

/** A limit order: trades at `price` or better. `OPG` makes it a limit-on-open order. */
export interface LimitOrder extends OrderFields, Without<'auxPrice' | 'trailingAmt'> {
  /** Selects this order type. */
  readonly orderType: 'LMT'
  /** Limit, in the currency of the contract. */
  readonly price: number
  /**
   * Time in force. `OVT` and `OND` are for the overnight session, which accepts only limit orders; `PAX` is for crypto.
   */
  readonly tif: 'DAY' | 'GTC' | 'IOC' | 'OPG' | 'PAX' | 'OVT' | 'OND'
}

/** A stop order: becomes a market order when the market reaches `price`. */
export interface StopOrder extends OrderFields, Without<'auxPrice' | 'trailingAmt'> {
  /** Selects this order type. */
  readonly orderType: 'STP'
  /** Stop price, in the currency of the contract. */
  readonly price: number
  /** Time in force. */
  readonly tif: 'DAY' | 'GTC'
}

/** A stop limit order: becomes a limit order at `price` when the market reaches `auxPrice`. */
export interface StopLimitOrder extends OrderFields, Without<'trailingAmt'> {
  /** Selects this order type. */
  readonly orderType: 'STOP_LIMIT'
  /** Limit, in the currency of the contract. */
  readonly price: number
  /** Stop price, in the currency of the contract. */
  readonly auxPrice: number
  /** Time in force. */
  readonly tif: 'DAY' | 'GTC'
}

/** An order at the midpoint of bid and ask or better. */
export interface MidpriceOrder extends OrderFields, Without<'auxPrice' | 'trailingAmt'> {
  /** Selects this order type. */
  readonly orderType: 'MIDPRICE'
  /** Price limit in the currency of the contract. Default: none. */
  readonly price?: number
  /** Time in force. */
  readonly tif: 'DAY' | 'GTC' | 'IOC'
}

/**
 * A trailing stop order: its stop price follows the market at a distance. It becomes a market order when the market
 * reaches the stop price.
 */
export interface TrailingStopOrder extends OrderFields, Without<'auxPrice'> {
  /** Selects this order type. */
  readonly orderType: 'TRAIL'
  /** First stop price, in the currency of the contract. Default: the market price minus or plus the distance. */
  readonly price?: number
  /** Distance from the market; see `trailingType` for its unit. */
  readonly trailingAmt: number
  /** Unit of the distance: `amt` is the currency of the contract, `%` percent of the price. */
  readonly trailingType: 'amt' | '%'
  /** Time in force. */
  readonly tif: 'DAY' | 'GTC'
}

/**
 * A trailing stop order that becomes a limit order. The difference between limit and stop price stays the same as the
 * stop price moves.
 */
export interface TrailingStopLimitOrder extends OrderFields {
  /** Selects this order type. */
  readonly orderType: 'TRAILLMT'
  /** Limit, in the currency of the contract. */
  readonly price: number
  /** First stop price, in the currency of the contract. */
  readonly auxPrice: number
  /** Distance from the market; see `trailingType` for its unit. */
  readonly trailingAmt: number
  /** Unit of the distance: `amt` is the currency of the contract, `%` percent of the price. */
  readonly trailingType: 'amt' | '%'
  /** Time in force. */
  readonly tif: 'DAY' | 'GTC'
}

/**
 * A market-if-touched order: becomes a market order when the market reaches `price` from the favourable side. IBKR
 * accepted the type once (ibkr-conduit, July 2026), but documents no field for the trigger: this type uses the field of
 * `STP`.
 */
export interface MarketIfTouchedOrder extends OrderFields, Without<'auxPrice' | 'trailingAmt'> {
  /** Selects this order type. */
  readonly orderType: 'MIT'
  /** Trigger price, in the currency of the contract. */
  readonly price: number
  /** Time in force. */
  readonly tif: 'DAY' | 'GTC'
}

/**
 * A limit-if-touched order: becomes a limit order at `price` when the market reaches `auxPrice` from the favourable
 * side. IBKR documents only its `price`: for the trigger this type uses the field of `STOP_LIMIT`.
 */
export interface LimitIfTouchedOrder extends OrderFields, Without<'trailingAmt'> {
  /** Selects this order type. */
  readonly orderType: 'LIT'
  /** Limit, in the currency of the contract. */
  readonly price: number
  /** Trigger price, in the currency of the contract. */
  readonly auxPrice: number
  /** Time in force. */
  readonly tif: 'DAY' | 'GTC'
}

/** A market-on-close order: trades at the closing price of the day. */
export interface MarketOnCloseOrder extends OrderFields, Without<PriceField> {
  /** Selects this order type. */
  readonly orderType: 'MOC'
  /** Time in force. */
  readonly tif: 'DAY'
}

/** A limit-on-close order: trades at the closing price of the day if that is `price` or better. */
export interface LimitOnCloseOrder extends OrderFields, Without<'auxPrice' | 'trailingAmt'> {
  /** Selects this order type. */
  readonly orderType: 'LOC'
  /** Limit, in the currency of the contract. */
  readonly price: number
  /** Time in force. */
  readonly tif: 'DAY'
}

/** A relative (pegged to primary) order: stays more aggressive than the best bid or offer by `auxPrice`. */
export interface RelativeOrder extends OrderFields, Without<'trailingAmt'> {
  /** Selects this order type. */
  readonly orderType: 'REL'
  /** Price limit in the currency of the contract. */
  readonly price: number
  /** Offset from the best bid or offer, in the currency of the contract. */
  readonly auxPrice: number
  /** Time in force. */
  readonly tif: 'DAY' | 'GTC' | 'IOC'
}

/** The contract of an order. */
export type OrderContract =
  | {
      /**
       * Contract id with a route, such as `265598@NYSE`, or the legs of a combo: `28812380;;;1234/1,5678/-1` is a
       * spread in USD that buys one contract 1234 and sells one contract 5678. The price of a combo is that of all
       * legs, and may be negative.
       */
      readonly conidex: string
      readonly conid?: never
    }
  | {
      /** Contract id; IBKR chooses the route. */
      readonly conid: number
      readonly conidex?: never
    }

/** The size of an order in shares or contracts. */
export interface OrderQuantity {
  /** Number of shares or contracts, above 0. */
  readonly quantity: number
  /** Cannot be combined with `quantity`. */
  readonly cashQty?: never
  /** Cannot be combined with `quantity`. */
  readonly fxQty?: never
  /** Cannot be combined with `quantity`. */
  readonly isCcyConv?: never
}

/** The size of an order as an amount of cash. */
export type CashQuantity =
  | {
      /**
       * Amount of cash to spend on crypto, currencies or stocks. IBKR rounds stocks down to whole shares
       * (IBKR's documentation, change log of March 2026).
       */
      readonly cashQty: number
      readonly quantity?: NotInThisOrder
      readonly fxQty?: never
      readonly isCcyConv?: never
    }
  | {
      /** Amount of currency to convert. */
      readonly fxQty: number
      /** Whether the order converts currency and opens no position. */
      readonly isCcyConv: true
      /** Not allowed together with `cashQty`. */
      readonly quantity?: NotInThisOrder
      readonly cashQty?: never
    }

/**
 * The order types that IBKR accepts with a cash quantity. The contract must allow them: see `cqtTypes` of its rules.
 */
type SizedByCash =
  | MarketOrder
  | LimitOrder
  | StopOrder
  | StopLimitOrder
  | TrailingStopOrder
  | TrailingStopLimitOrder
  | MarketIfTouchedOrder
  | LimitIfTouchedOrder

type SizedByQuantity = MidpriceOrder | MarketOnCloseOrder | LimitOnCloseOrder | RelativeOrder

/**
 * A new order with the fields that its `orderType` requires, its contract and its size: {@link MarketOrder},
 * {@link LimitOrder}, {@link StopOrder}, {@link StopLimitOrder}, {@link MidpriceOrder}, {@link TrailingStopOrder},
 * {@link TrailingStopLimitOrder}, {@link MarketIfTouchedOrder}, {@link LimitIfTouchedOrder},
 * {@link MarketOnCloseOrder}, {@link LimitOnCloseOrder} or {@link RelativeOrder}. Field names and values are those of
 * IBKR. Which order types, times in force and algorithms a contract accepts is in its rules
 * (`POST /iserver/contract/rules`). Sources: IBKR's documentation and the contract rules in it; `MIT`, `LIT`, `MOC`,
 * `LOC` and `REL` were accepted once each in 2026. For anything else there is `sendOrders`.
 * @example
 * ```ts run=alone
 * import type { NewOrder } from 'ibkr-web-client'
 *
 * const order: NewOrder = { conid: 265598, side: 'BUY', quantity: 10, orderType: 'LMT', price: 180, tif: 'GTC' }
 * console.log(order.orderType) // => LMT
 * ```
 */
export type NewOrder = OrderContract &
  ((SizedByCash & (CashQuantity | OrderQuantity)) | (SizedByQuantity & OrderQuantity))
