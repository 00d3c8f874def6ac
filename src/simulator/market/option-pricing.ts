/** The terms of a European option. Rates are continuous, per year. */
export interface OptionTerms {
  readonly right: 'C' | 'P'
  readonly spot: number
  readonly strike: number
  /** Time to expiration. */
  readonly years: number
  /** Volatility per year, as a fraction of the price. */
  readonly volatility: number
  /** Interest rate. */
  readonly rate: number
  /** Dividend yield of the underlying. */
  readonly yield: number
}

/** How an option's price reacts to what determines it. */
export interface Greeks {
  /** Change of the price per change of the underlying's price. */
  readonly delta: number
  /** Change of delta per change of the underlying's price. */
  readonly gamma: number
  /** Change of the price per year that passes. */
  readonly theta: number
  /** Change of the price per change of the volatility by 1, which is 100 %. */
  readonly vega: number
}

/**
 * Calculates the price of a European option by Black and Scholes: the value at expiration if there is no time left. For
 * an option on a future, `spot` is the price of the future and `yield` equals `rate`, which is the formula of Black 1976.
 */
export function priceOption(terms: OptionTerms): number {
  const { sign, forward, discount, deviation, d1, d2 } = prepare(terms)
  const { strike } = terms
  if (!(deviation > 0)) return discount * Math.max(0, sign * (forward - strike))
  return discount * sign * (forward * normalDistribution(sign * d1) - strike * normalDistribution(sign * d2))
}

/** Calculates the greeks of the same option. Undefined if there is no time or volatility left. */
export function calculateGreeks(terms: OptionTerms): Greeks | undefined {
  const { sign, forward, discount, deviation, d1, d2 } = prepare(terms)
  const { spot, strike, years, volatility, rate, yield: dividends } = terms
  if (!(deviation > 0)) return undefined
  // What the underlying is worth at expiration, as a share of its price today.
  const share = (discount * forward) / spot
  const density = Math.exp(-(d1 ** 2) / 2) / Math.sqrt(2 * Math.PI)
  const delta = sign * share * normalDistribution(sign * d1)
  const vega = spot * share * density * Math.sqrt(years)
  return {
    delta,
    gamma: (share * density) / (spot * deviation),
    theta:
      (-vega * volatility) / (2 * years) +
      dividends * spot * delta -
      rate * strike * discount * sign * normalDistribution(sign * d2),
    vega,
  }
}

/** Calculates the terms that price and greeks share. `d1` and `d2` are the bounds of both probabilities. */
function prepare({ right, spot, strike, years, volatility, rate, yield: dividends }: OptionTerms) {
  const forward = spot * Math.exp((rate - dividends) * years)
  const deviation = volatility * Math.sqrt(years)
  const d1 = Math.log(forward / strike) / deviation + deviation / 2
  const sign = right === 'C' ? 1 : -1
  return { sign, forward, discount: Math.exp(-rate * years), deviation, d1, d2: d1 - deviation }
}

/** Distance from the mean beyond which the distribution is 0 or 1 in double precision. */
const farthest = 8.5

/** Calculates the probability that a standard normal deviate is at most `x`, by its series around 0. */
export function normalDistribution(x: number): number {
  if (Math.abs(x) > farthest) return x > 0 ? 1 : 0
  let term = x
  let sum = x
  for (let divisor = 3; Math.abs(term) > Math.abs(sum) * 1e-17; divisor += 2) {
    term *= (x * x) / divisor
    sum += term
  }
  return Math.max(0, 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI))
}
