/** The known parts of the quote of an order's contract, at the time `at`. Prices are in the contract's currency. */
export interface OrderQuote {
  /** `arrival`: right before the order was sent from this console. `fill`: when a fill was received. */
  readonly kind: 'arrival' | 'fill'
  /** Time in ms since epoch. */
  readonly at: number
  /** Age of the quote in ms at that time, if it was not the current one. */
  readonly age?: number
  readonly bid?: number
  readonly ask?: number
  readonly last?: number
  /** Filled quantity of the order after the fill. */
  readonly filled?: number
}

/** Returns the middle between bid and ask; undefined unless both are known. */
export const midOf = ({ bid, ask }: Pick<OrderQuote, 'bid' | 'ask'>): number | undefined =>
  bid === undefined || ask === undefined ? undefined : (bid + ask) / 2
