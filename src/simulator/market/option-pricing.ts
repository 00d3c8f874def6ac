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

/** Calculates the price of a European option by Black and Scholes: the value at expiration if there is no time left. */
export function priceOption({ right, spot, strike, years, volatility, rate, yield: dividends }: OptionTerms): number {
  const sign = right === 'C' ? 1 : -1
  const forward = spot * Math.exp((rate - dividends) * years)
  const discount = Math.exp(-rate * years)
  const deviation = volatility * Math.sqrt(years)
  if (!(deviation > 0)) return discount * Math.max(0, sign * (forward - strike))
  const d1 = Math.log(forward / strike) / deviation + deviation / 2
  const d2 = d1 - deviation
  return discount * sign * (forward * normalDistribution(sign * d1) - strike * normalDistribution(sign * d2))
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
