/** The two requirements: to open a position, and to keep it. */
export type MarginKind = 'initial' | 'maintenance'

/** A position in an option, with what its margin depends on. Prices are per share. */
export interface OptionPosition {
  readonly right: 'C' | 'P'
  readonly strike: number
  /** Time of its expiration, in milliseconds since the epoch. */
  readonly expiresAt: number
  readonly multiplier: number
  readonly price: number
  /** Number of contracts, negative if short. */
  readonly quantity: number
}

/** The positions in one underlying: its shares, and its options. */
export interface UnderlyingPositions {
  readonly price: number
  /** Number of shares, negative if short. */
  readonly shares: number
  readonly options: readonly OptionPosition[]
  /**
   * Share of the underlying's price that a short option needs beside its own price: 0.2 for stocks, 0.15 for broad
   * indices. For options on futures, the margin of one future instead.
   */
  readonly shortOptions: { readonly rate: number } | { readonly perContract: Readonly<Record<MarginKind, number>> }
}

/** Margin of shares, as a share of their price: Regulation T and FINRA 4210(c). */
const shareRates = { initial: 0.5, longMaintenance: 0.25, shortMaintenance: 0.3 } as const
/** Least share of the underlying's price (call) or the strike (put) that a short option needs beside its own price. */
const leastShortOption = 0.1

/**
 * A part of the positions that has a requirement of its own: shares, options of one kind, or a strategy. `requirement` is
 * that of one share, contract or strategy.
 */
interface Part {
  readonly kind: 'shares' | 'option' | 'spread' | 'done'
  readonly size: number
  readonly requirement: number
  /** The options of one contract or strategy. `quantity` is 1 or -1 for each. */
  readonly options: readonly OptionPosition[]
  /** Whether the shares are short. */
  readonly isShort: boolean
}

/** A strategy of two parts. */
interface Pairing {
  /** Number of the second part's units for one of the first. */
  readonly ratio: number
  readonly strategy: Omit<Part, 'size'>
}

type PairingRule = (first: Part, second: Part) => Pairing | undefined

/**
 * Calculates the margin of the positions in one underlying by FINRA 4210(f)(2). Positions are combined to strategies:
 * those that save most first, and in two ways, of which the cheaper one counts. Long options are paid in full and
 * need no margin, because their value is no equity with loan value.
 */
export function calculateStrategyMargin(positions: UnderlyingPositions, kind: MarginKind): number {
  const rules = createRules(positions, kind)
  const parts = listParts(positions, rules)
  const { cover, spread, merge, straddle } = rules
  const straddlesFirst = combine(combine(parts, [cover, spread, straddle], 'saving'), [merge], 'saving')
  // Spreads that save nothing by themselves may be the wings of a butterfly.
  const spreads = combine(combine(parts, [cover, spread], 'saving'), [spread], 'equal')
  const straddlesLast = combine(combine(spreads, [merge], 'saving'), [straddle], 'saving')
  return Math.min(sumRequirements(straddlesFirst), sumRequirements(straddlesLast))
}

function sumRequirements(parts: readonly Part[]): number {
  return parts.reduce((sum, { size, requirement }) => sum + size * requirement, 0)
}

/** Two parts that can be combined, and what this saves for each of the first. */
interface Candidate {
  readonly first: number
  readonly second: number
  readonly saving: number
  readonly pairing: Pairing
}

/** Combines two parts at a time, until that saves nothing more. With `equal`, also parts that save nothing. */
function combine(parts: readonly Part[], rules: readonly PairingRule[], until: 'saving' | 'equal'): readonly Part[] {
  const candidates = listCandidates(parts, rules, until === 'saving' ? 1e-9 : -1e-9)
  // If several save the same, a cheap long option is used first: a dearer one covers more of the others.
  const priceOf = ({ second }: Candidate) => parts[second]?.options[0]?.price ?? 0
  candidates.sort((one, other) => other.saving - one.saving || priceOf(one) - priceOf(other))
  const left = parts.map(({ size }) => size)
  const strategies = candidates.flatMap(({ first, second, pairing }): Part[] => {
    const size = Math.min(Math.floor(left[first] ?? 0), Math.floor((left[second] ?? 0) / pairing.ratio))
    if (size === 0) return []
    left[first] = (left[first] ?? 0) - size
    left[second] = (left[second] ?? 0) - size * pairing.ratio
    return [{ ...pairing.strategy, size }]
  })
  if (strategies.length === 0) return parts
  const rest = parts.map((part, at) => ({ ...part, size: left[at] ?? 0 })).filter(({ size }) => size > 0)
  return combine([...rest, ...strategies], rules, until)
}

function listCandidates(parts: readonly Part[], rules: readonly PairingRule[], least: number): Candidate[] {
  const candidates: Candidate[] = []
  for (const [first, one] of parts.entries()) {
    for (const [second, other] of parts.entries()) {
      if (first === second) continue
      for (const rule of rules) {
        const pairing = rule(one, other)
        if (pairing === undefined) continue
        const saving = one.requirement + pairing.ratio * other.requirement - pairing.strategy.requirement
        if (saving > least) candidates.push({ first, second, saving, pairing })
      }
    }
  }
  return candidates
}

function listParts({ shares, options }: UnderlyingPositions, rules: ReturnType<typeof createRules>): readonly Part[] {
  const ofOptions = options.map((option): Part => {
    const one = { ...option, quantity: Math.sign(option.quantity) }
    const requirement = isShortOption(option) ? rules.naked(option) : 0
    return { kind: 'option', size: Math.abs(option.quantity), requirement, options: [one], isShort: false }
  })
  if (shares === 0) return ofOptions
  const isShort = shares < 0
  const ofShares: Part = {
    kind: 'shares',
    size: Math.abs(shares),
    requirement: rules.share(isShort),
    options: [],
    isShort,
  }
  return [ofShares, ...ofOptions]
}

function isShortOption({ quantity }: OptionPosition): boolean {
  return quantity < 0
}

function createRules({ price, shortOptions }: UnderlyingPositions, kind: MarginKind) {
  function share(isShort: boolean): number {
    if (kind === 'initial') return shareRates.initial * price
    if (!isShort) return shareRates.longMaintenance * price
    // FINRA 4210(c)(2) and (3): cheap shares need more.
    return price < 5 ? Math.max(2.5, price) : Math.max(5, shareRates.shortMaintenance * price)
  }

  /** Returns the requirement of a short option without cover: its price, and a share of that of the underlying. */
  function naked({ right, strike, multiplier, price: premium }: OptionPosition): number {
    if ('perContract' in shortOptions) return premium * multiplier + shortOptions.perContract[kind]
    const outOfTheMoney = Math.max(0, right === 'C' ? strike - price : price - strike)
    const least = leastShortOption * (right === 'C' ? price : strike)
    return (premium + Math.max(shortOptions.rate * price - outOfTheMoney, least)) * multiplier
  }

  /** Pairs an option with shares: a covered call, or a protective put, and the same for short shares. */
  const cover: PairingRule = (first, second) => {
    const [option] = first.options
    if (first.kind !== 'option' || second.kind !== 'shares' || option === undefined) return undefined
    const { right, strike, multiplier } = option
    const isCall = right === 'C'
    const ofShare = second.requirement
    let perShare: number
    if (isShortOption(option)) {
      // Long shares cover a short call, and short shares a short put. Its loss in the money is required.
      if (second.isShort === isCall) return undefined
      const inTheMoney = Math.max(0, isCall ? price - strike : strike - price)
      // FINRA 4210(f)(2)(F): shares are worth at most the strike of their call.
      const isLimited = isCall && kind === 'maintenance'
      perShare = (isLimited ? shareRates.longMaintenance * Math.min(price, strike) : ofShare) + inTheMoney
    } else {
      // A long put protects long shares, and a long call short shares, once they are bought.
      if (second.isShort !== isCall || kind === 'initial') return undefined
      const outOfTheMoney = Math.max(0, isCall ? strike - price : price - strike)
      perShare = Math.min(leastShortOption * strike + outOfTheMoney, ofShare)
    }
    const strategy = { kind: 'done', requirement: perShare * multiplier, options: [option], isShort: false } as const
    return { ratio: multiplier, strategy }
  }

  /** Pairs a short option with a long one that lasts as long: at most the difference of the strikes can be lost. */
  const spread: PairingRule = (first, second) => {
    const [short] = first.options
    const [long] = second.options
    if (first.kind !== 'option' || second.kind !== 'option' || short === undefined || long === undefined)
      return undefined
    if (!isShortOption(short) || isShortOption(long) || short.right !== long.right) return undefined
    if (short.multiplier !== long.multiplier || long.expiresAt < short.expiresAt) return undefined
    const difference = short.right === 'C' ? long.strike - short.strike : short.strike - long.strike
    const requirement = Math.min(first.requirement, Math.max(0, difference) * short.multiplier)
    return { ratio: 1, strategy: { kind: 'spread', requirement, options: [short, long], isShort: false } }
  }

  /** Pairs two spreads of one expiration to a butterfly, condor or box, which can lose less than both together. */
  const merge: PairingRule = (first, second) => {
    if (first.kind !== 'spread' || second.kind !== 'spread') return undefined
    const options = [...first.options, ...second.options]
    const [{ expiresAt, multiplier } = { expiresAt: 0, multiplier: 0 }] = options
    if (options.some((each) => each.expiresAt !== expiresAt || each.multiplier !== multiplier)) return undefined
    return { ratio: 1, strategy: { kind: 'spread', requirement: findLargestLoss(options), options, isShort: false } }
  }

  /** Pairs a short call and a short put, only one of which can be in the money. */
  const straddle: PairingRule = (first, second) => {
    const [call] = first.options
    const [put] = second.options
    if (first.kind !== 'option' || second.kind !== 'option' || call === undefined || put === undefined) return undefined
    if (!isShortOption(call) || !isShortOption(put) || call.right !== 'C' || put.right !== 'P') return undefined
    if (call.multiplier !== put.multiplier) return undefined
    const other = first.requirement >= second.requirement ? put : call
    const requirement = Math.max(first.requirement, second.requirement) + other.price * other.multiplier
    return { ratio: 1, strategy: { kind: 'done', requirement, options: [call, put], isShort: false } }
  }

  return { share, naked, cover, spread, merge, straddle }
}

/**
 * Returns the largest loss at the expiration of options, without what was paid for them: FINRA 4210(f)(2)(H)(v). It is at
 * one of the strikes, because the options of spreads have as many long as short ones of each right.
 */
function findLargestLoss(options: readonly OptionPosition[]): number {
  const losses = options.map(({ strike: price }) =>
    options.reduce((loss, { right, strike, multiplier, quantity }) => {
      return loss - quantity * multiplier * Math.max(0, right === 'C' ? price - strike : strike - price)
    }, 0),
  )
  return Math.max(0, ...losses)
}
