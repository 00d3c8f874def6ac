import type { OrderTypeName, TimeInForce } from '../domain/order-types.ts'
import type { IncrementRule } from '../domain/price-increments.ts'
import type { TicketDefaults } from './schemas.ts'

/** What IBKR states about a contract, and its rules for orders. A value or list that IBKR did not send is absent. */
export interface ContractRules {
  readonly conid: number
  /** The legs of a combo, with what is known about each. Its rules are what all legs have in common. */
  readonly conidex?: string
  readonly legs?: readonly ComboLegRules[]
  /** Currency of prices and cash amounts. */
  readonly currency?: string
  /** IBKR's asset class, such as `STK`. */
  readonly assetClass?: string
  /** Last trading day of a contract that expires, as `YYYY-MM-DD`. */
  readonly lastTradingDay?: string
  /** IBKR's cut-off days for long and short positions in a future, as `YYYY-MM-DD`. IBKR states no first notice day. */
  readonly longCutOff?: string
  readonly shortCutOff?: string
  /** Number of units per contract, which is 100 for most options. Absent for shares and pairs, or if unknown. */
  readonly multiplier?: number
  /** The terms of an option. */
  readonly strike?: number
  readonly right?: 'C' | 'P'
  /** Conid of the underlying of an option or a future. */
  readonly underlying?: number
  readonly orderTypes?: readonly OrderTypeName[]
  /** Types that accept a cash amount. */
  readonly cashTypes?: readonly OrderTypeName[]
  /** Types that may fill outside regular trading hours. */
  readonly outsideHoursTypes?: readonly OrderTypeName[]
  /** Types that an algorithm can execute; empty if the contract takes no algorithms. */
  readonly algoTypes?: readonly OrderTypeName[]
  readonly timesInForce?: readonly AllowedTime[]
  /** Price increments (ticks). */
  readonly increments?: readonly IncrementRule[]
  /** Maximum number of decimals of a quantity. */
  readonly quantityDigits?: number
  /** Usual step of the quantity. Quantities between two steps are valid: IBKR sends 100 for shares that trade singly. */
  readonly quantityStep?: number
  /** Number of price units per unit of the currency, such as 100 for pence; absent if prices are in the currency. */
  readonly priceMagnifier?: number
  /** Value of a price of 1 for one unit of quantity, in `currency`; absent if unknown. */
  readonly pointValue?: number
  readonly canBeNegative?: boolean
  /** Accounts that may trade the contract. */
  readonly accounts?: readonly string[]
  /** Why IBKR has no rules for the contract. */
  readonly problem?: string
}

/** A leg of a combo. */
interface ComboLegRules
  extends Pick<ContractRules, 'assetClass' | 'lastTradingDay' | 'strike' | 'right' | 'underlying' | 'pointValue'> {
  readonly conid: number
  readonly ratio: number
  readonly name: string
}

/** Time in force of a contract, with the order types that support it. */
export interface AllowedTime {
  readonly timeInForce: TimeInForce
  readonly orderTypes?: readonly OrderTypeName[]
}

/** IBKR's preview (what-if) of an order. Amounts are texts as IBKR sends them, with thousands separators. */
export interface OrderPreview {
  /** Value of the order, its commission and both together, with their currency. */
  readonly amount?: string
  readonly commission?: string
  readonly total?: string
  /** Amounts of the account before and after the order, in the account's base currency. */
  readonly initialMargin?: PreviewedAmount
  readonly maintenanceMargin?: PreviewedAmount
  readonly equity?: PreviewedAmount
  readonly position?: PreviewedAmount
  /** All warnings, without their numbers. */
  readonly warnings: readonly string[]
  /** Why IBKR would reject the order. */
  readonly rejection?: string
}

export interface PreviewedAmount {
  readonly before: string
  readonly after: string
}

/** Values for the quantity field. A value is absent if it could not be read. */
export interface OrderSizing {
  /** Position of the account in the contract; 0 without one. */
  readonly position?: number
  /** Average cost of the position, in its currency. */
  readonly averagePrice?: number
  readonly buyingPower?: { readonly amount: number; readonly currency: string }
}

/** Starting values of the ticket by profile id, then by asset class. */
export type TicketDefaultsView = Readonly<Record<string, Readonly<Record<string, TicketDefaults>>>>

/** An algorithm of IBKR that can execute an order. */
export interface AlgorithmInfo {
  readonly id: string
  readonly name: string
  readonly parameters: readonly AlgorithmParameter[]
}

export interface AlgorithmParameter {
  readonly id: string
  readonly name: string
  /** `time`: a time of day, such as `10:00:00`. `text`: IBKR's type is unknown. */
  readonly kind: 'choice' | 'flag' | 'number' | 'time' | 'text'
  readonly isRequired: boolean
  readonly choices?: readonly string[]
  /** Value that IBKR uses by default. */
  readonly preset?: string
  readonly min?: number
  readonly max?: number
  readonly help?: string
}

export interface QuoteView {
  readonly conid: number
  /** The legs of a combo. Its prices are the sums of those of its legs. */
  readonly conidex?: string
  /** The last price of each leg of a combo; absent if IBKR has sent none. */
  readonly legs?: readonly { readonly conid: number; readonly last?: string }[]
  /** Why a combo has no complete quote, in sentences. */
  readonly problems?: readonly string[]
  /** The leg because of which the ticket takes no order for a combo, and what to do. */
  readonly refusal?: string
  readonly last?: string
  readonly bid?: string
  readonly ask?: string
  readonly bidSize?: string
  readonly askSize?: string
  /** Change since the last close, in percent and in the currency of the contract. IBKR writes a gain without a sign. */
  readonly change?: string
  readonly changeAmount?: string
  /** IBKR's field 6509, as in a live quote. */
  readonly availability?: string
  /** Delta of an option, such as `-0.412`. */
  readonly delta?: string
  readonly at: number
}
