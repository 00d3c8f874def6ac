import type { OptionMeasures } from './derived-prices.ts'

/** The current prices of one instrument, as multiples of its tick size. */
export interface Quote {
  readonly bid: number
  readonly ask: number
  readonly last: number
  readonly bidSize: number
  readonly askSize: number
  readonly lastSize: number
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  /** Quantity traded today. */
  readonly volume: number
  /** Number of open contracts of an option. */
  readonly openInterest?: number
  /** Greeks and volatility of an option when its price last changed. Undefined after its expiration. */
  readonly measures?: OptionMeasures | undefined
  /** Time of the last change of the quote, in simulator time. */
  readonly updatedAt: number
  /** Whether the user has no permission for the market data of the contract. */
  readonly isWithheld?: boolean
  /** Whether trading is halted, of a derivative also if it is for its underlying, of a combo for one leg. */
  readonly isHalted?: boolean
}
