/** A price of the market, in the currency of the contract. */
export interface ReferencePrice {
  readonly price: number
  /** False for a close, a price before a halt, and a delayed or frozen quote, which say nothing about a fill now. */
  readonly isCurrent: boolean
  /** Price at which a buy order at the market fills now, if it is known. */
  readonly ask?: number
}

/** What is known about a contract. A missing field could not be read. */
export interface ContractFacts {
  readonly symbol?: string
  readonly assetClass?: string
  readonly currency?: string
  /** Value of a price of 1 for one unit of quantity, in `currency`: see `readPointValue`. */
  readonly pointValue?: number
}

/** What the limits need to know besides the order, at one time. */
export interface OrderFacts {
  readonly contracts: ReadonlyMap<number, ContractFacts>
  readonly prices: ReadonlyMap<number, ReferencePrice>
  /** Value of one unit of each currency in the currency of the limits. */
  readonly rates: ReadonlyMap<string, number>
  /** Daily loss in the currency of the limits, negative for a profit; undefined if unknown. */
  readonly dailyLoss: number | undefined
}

export const NO_FACTS: OrderFacts = { contracts: new Map(), prices: new Map(), rates: new Map(), dailyLoss: undefined }
