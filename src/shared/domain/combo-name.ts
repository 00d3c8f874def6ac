import { formatLegs, type NamedLeg } from './combo.ts'

/** The terms in the name of an option or a future. */
interface LegTerms {
  readonly ratio: number
  readonly symbol: string
  readonly expiry: string
  /** Undefined for a future. */
  readonly strike: string | undefined
  readonly right: string | undefined
  /** Trading class, exchange or multiplier that distinguish the contract; empty for most. */
  readonly qualifier: string
}

const OPTION =
  /^(?<symbol>.+?) (?<expiry>\d{2}[A-Z]{3}\d{2}) (?<strike>\d+(?:\.\d+)?) (?<right>[CP])(?: (?<qualifier>[^#]+))?$/
const FUTURE = /^(?<symbol>.+?) (?<expiry>[A-Z]{3}\d{2})(?: (?<qualifier>[^#]+))?$/

function termsOf({ name, ratio }: NamedLeg): LegTerms | undefined {
  const groups = (OPTION.exec(name) ?? FUTURE.exec(name))?.groups
  if (groups === undefined) return undefined
  const { symbol = '', expiry = '', strike, right, qualifier = '' } = groups
  return { ratio, symbol, expiry, strike, right, qualifier }
}

/**
 * Names a combo in the words of traders if its legs leave no doubt: `AAPL 20JAN27 240/250 C vertical`. Of a spread, the
 * leg that buying the combo buys is first. Any other combo is named by all of its legs: `+1 AAPL, −2 IBM`. Pure.
 */
export function nameCombo(legs: readonly NamedLeg[]): string {
  const terms = legs.map(termsOf)
  const known = terms.filter((each) => each !== undefined)
  return (known.length === legs.length ? nameStrategy(known) : undefined) ?? formatLegs(legs)
}

type LegFact = Exclude<keyof LegTerms, 'ratio'>

const isSame = (legs: readonly LegTerms[], ...facts: readonly LegFact[]): boolean =>
  facts.every((fact) => legs.every((leg) => leg[fact] === legs[0]?.[fact]))

const hasRatios = (legs: readonly LegTerms[], ...ratios: readonly number[]): boolean =>
  legs.length === ratios.length && legs.every(({ ratio }, index) => ratio === ratios[index])

function nameStrategy(legs: readonly LegTerms[]): string | undefined {
  if (!isSame(legs, 'symbol', 'qualifier')) return undefined
  const [{ symbol, expiry, strike, right, qualifier } = NO_TERMS] = legs
  const parts = nameSpread(legs) ?? (isSame(legs, 'expiry') ? nameOfOneExpiry(legs) : undefined)
  if (parts === undefined) return undefined
  const { expiries = expiry, strikes = strike, rights = right, strategy } = parts
  return [symbol, expiries, strikes, rights, qualifier, strategy].filter(Boolean).join(' ')
}

const NO_TERMS: LegTerms = { ratio: 0, symbol: '', expiry: '', strike: undefined, right: undefined, qualifier: '' }

interface StrategyParts {
  readonly expiries?: string
  readonly strikes?: string
  /** Empty if the legs have both rights. */
  readonly rights?: string
  readonly strategy: string
}

/** Names two legs of one right, of which one is bought and one is sold. */
function nameSpread(legs: readonly LegTerms[]): StrategyParts | undefined {
  const [bought, sold] = legs.toSorted((one, other) => other.ratio - one.ratio)
  const isSpread = bought !== undefined && sold !== undefined && hasRatios([bought, sold], 1, -1) && legs.length === 2
  if (!isSpread || !isSame(legs, 'right')) return undefined
  if (isSame(legs, 'strike')) return { expiries: `${bought.expiry}/${sold.expiry}`, strategy: 'calendar' }
  return isSame(legs, 'expiry') ? { strikes: `${bought.strike}/${sold.strike}`, strategy: 'vertical' } : undefined
}

/** Names options that expire on one day. */
function nameOfOneExpiry(legs: readonly LegTerms[]): StrategyParts | undefined {
  const sorted = legs.toSorted(
    (one, other) => Number(one.strike) - Number(other.strike) || (one.right === 'P' ? -1 : 1),
  )
  const rights = sorted.map((leg) => leg.right).join('')
  const numbers = sorted.map((leg) => Number(leg.strike))
  const strikes = sorted.map((leg) => leg.strike).join('/')
  const [first = 0, second = 0, third = 0, fourth = 0] = numbers
  if (rights === 'PC' && hasRatios(sorted, 1, 1)) {
    return first === second
      ? { strikes: `${sorted[0]?.strike}`, rights: '', strategy: 'straddle' }
      : { strikes, rights: '', strategy: 'strangle' }
  }
  const isEven = Math.abs(second - first - (third - second)) < 1e-9 && second > first
  if (/^(?:CCC|PPP)$/.test(rights) && hasRatios(sorted, 1, -2, 1) && isEven) return { strikes, strategy: 'butterfly' }
  const isIronCondor = rights === 'PPCC' && hasRatios(sorted, 1, -1, -1, 1)
  if (isIronCondor && first < second && second < third && third < fourth)
    return { strikes, rights: '', strategy: 'iron condor' }
  return undefined
}
