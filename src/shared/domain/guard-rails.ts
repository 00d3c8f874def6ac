/** What the host does with an order beyond a limit. */
export const RAIL_ACTIONS = ['off', 'warn', 'refuse'] as const

export type RailAction = (typeof RAIL_ACTIONS)[number]

/** A limit with a number. */
export interface NumberRail {
  readonly action: RailAction
  readonly limit: number
}

/** A list of allowed values. */
export interface ListRail {
  readonly action: RailAction
  readonly allowed: readonly string[]
}

/** The limits of one profile that the host checks before it sends an order. */
export interface GuardRails {
  /** Currency of the limits that are amounts, such as `USD`. */
  readonly currency: string
  /** Largest quantity of one order, in shares, contracts, or units of a base currency. */
  readonly quantity: NumberRail
  /** Largest value of one order: quantity × price × multiplier. */
  readonly value: NumberRail
  /** Largest notional of one order: quantity × price × multiplier, of an option with the price of its underlying. */
  readonly notional: NumberRail
  /** Largest delta-adjusted quantity of one order, in units of the underlying. */
  readonly delta: NumberRail
  /** Largest loss of one order at the expiry of its options. */
  readonly expiryLoss: NumberRail
  /** Largest number of short options of one underlying that nothing covers. */
  readonly nakedShorts: NumberRail
  /** Least number of days until a contract expires in which an order opens a position. */
  readonly daysToExpiry: NumberRail
  /** Largest position of one contract after the order and all working orders, in shares or contracts. */
  readonly position: NumberRail
  /** Largest number of working orders, including new ones. */
  readonly workingOrders: NumberRail
  /** Largest distance of a price from the last price, in percent. A market order needs a current quote. */
  readonly collar: NumberRail
  /** Symbols that may be traded, in upper case. */
  readonly symbols: ListRail
  /** Asset classes that may be traded, as IBKR's security types. */
  readonly assetClasses: ListRail
  /** Largest number of new and changed orders within any minute. */
  readonly ordersPerMinute: NumberRail
  /** Daily loss across all accounts at which no further order may be sent. */
  readonly dailyLoss: NumberRail
}

/** The limits that version 1 of their file does not have. */
const RAILS_SINCE_FORMAT_2 = [
  'notional',
  'delta',
  'expiryLoss',
  'nakedShorts',
  'daysToExpiry',
  'position',
  'workingOrders',
] as const

export type RailSinceFormat2 = (typeof RAILS_SINCE_FORMAT_2)[number]
export type NumberRailName = 'quantity' | 'value' | 'collar' | 'ordersPerMinute' | 'dailyLoss' | RailSinceFormat2
type ListRailName = 'symbols' | 'assetClasses'
export type GuardRailName = NumberRailName | ListRailName

export const NUMBER_RAILS: readonly NumberRailName[] = [
  'quantity',
  'value',
  ...RAILS_SINCE_FORMAT_2,
  'collar',
  'ordersPerMinute',
  'dailyLoss',
]
export const LIST_RAILS: readonly ListRailName[] = ['symbols', 'assetClasses']
export const GUARD_RAIL_NAMES: readonly GuardRailName[] = [...NUMBER_RAILS, ...LIST_RAILS]

/** IBKR's security types that an order can have. */
export const ASSET_CLASSES = [
  'STK',
  'OPT',
  'FUT',
  'FOP',
  'CASH',
  'CRYPTO',
  'BOND',
  'FUND',
  'WAR',
  'CFD',
  'IND',
] as const

/** Currencies that the limits can be in. */
export const LIMIT_CURRENCIES = ['USD', 'EUR', 'GBP', 'CHF', 'JPY', 'CAD', 'AUD', 'HKD', 'SGD', 'SEK', 'NOK'] as const

/**
 * The same currencies by the value of one unit, the lowest first. The order of neighbours changes with the market, by a
 * few percent.
 */
const CURRENCIES_BY_VALUE: readonly string[] = [
  'JPY',
  'NOK',
  'SEK',
  'HKD',
  'AUD',
  'CAD',
  'SGD',
  'USD',
  'EUR',
  'CHF',
  'GBP',
] satisfies (typeof LIMIT_CURRENCIES)[number][]

/** Maximum number of entries of a list. */
export const MAX_ALLOWED_VALUES = 200

/** Limits that suit an individual account. Practice starts with them, and a new profile offers them. */
export const INDIVIDUAL_ACCOUNT_RAILS: GuardRails = {
  currency: 'USD',
  quantity: { action: 'warn', limit: 5_000 },
  value: { action: 'refuse', limit: 100_000 },
  collar: { action: 'warn', limit: 20 },
  symbols: { action: 'off', allowed: [] },
  assetClasses: { action: 'off', allowed: ['STK'] },
  // Profiles of earlier versions have none of these, and Practice starts as they do.
  notional: { action: 'off', limit: 250_000 },
  delta: { action: 'off', limit: 5_000 },
  expiryLoss: { action: 'off', limit: 10_000 },
  nakedShorts: { action: 'off', limit: 0 },
  daysToExpiry: { action: 'off', limit: 1 },
  position: { action: 'off', limit: 5_000 },
  workingOrders: { action: 'off', limit: 50 },
  ordersPerMinute: { action: 'refuse', limit: 30 },
  // A useful number depends on the size of the account.
  dailyLoss: { action: 'off', limit: 5_000 },
}

/** No limits. The numbers are proposals for a limit that is turned on. */
export const NO_RAILS: GuardRails = withAction(INDIVIDUAL_ACCOUNT_RAILS, () => 'off')

/** Returns the limits that a new profile starts with. */
export function createStartingRails(start: 'none' | 'individual-account'): GuardRails {
  return start === 'individual-account' ? INDIVIDUAL_ACCOUNT_RAILS : NO_RAILS
}

/** Limits of a profile whose stored limits are damaged. */
export const STRICT_RAILS: GuardRails = {
  currency: 'USD',
  quantity: { action: 'refuse', limit: 100 },
  value: { action: 'refuse', limit: 10_000 },
  collar: { action: 'refuse', limit: 5 },
  symbols: { action: 'off', allowed: [] },
  assetClasses: { action: 'refuse', allowed: ['STK'] },
  notional: { action: 'refuse', limit: 10_000 },
  delta: { action: 'refuse', limit: 100 },
  expiryLoss: { action: 'refuse', limit: 1_000 },
  nakedShorts: { action: 'refuse', limit: 0 },
  daysToExpiry: { action: 'refuse', limit: 7 },
  position: { action: 'refuse', limit: 100 },
  workingOrders: { action: 'refuse', limit: 10 },
  ordersPerMinute: { action: 'refuse', limit: 10 },
  dailyLoss: { action: 'refuse', limit: 1_000 },
}

function withAction(rails: GuardRails, actionOf: (name: GuardRailName) => RailAction): GuardRails {
  const changed = GUARD_RAIL_NAMES.map((name) => [name, { ...rails[name], action: actionOf(name) }])
  return { ...rails, ...(Object.fromEntries(changed) as Omit<GuardRails, 'currency'>) }
}

/** The values that are usual for an individual account, for each of these limits that is off. All others are off. */
export function usualLimits(rails: GuardRails): GuardRails {
  const usual = (name: 'quantity' | 'value' | 'collar'): NumberRail => ({
    ...INDIVIDUAL_ACCOUNT_RAILS[name],
    action: rails[name].action === 'off' ? 'warn' : 'off',
  })
  return { ...NO_RAILS, quantity: usual('quantity'), value: usual('value'), collar: usual('collar') }
}

export const isAnyRailOn = (rails: GuardRails): boolean => GUARD_RAIL_NAMES.some((name) => rails[name].action !== 'off')

/** Limits that are amounts in the currency. */
const AMOUNT_RAILS = ['value', 'notional', 'expiryLoss', 'dailyLoss'] as const

export const isAmountRail = (name: NumberRailName): boolean => (AMOUNT_RAILS as readonly string[]).includes(name)

/** Reports whether a limit is the least allowed number. All others are the largest. */
export const isLeastAllowed = (name: NumberRailName): boolean => name === 'daysToExpiry'

/** Reports whether a limit allows what another one does not. */
const allowsMore = (name: NumberRailName, limit: number, other: number): boolean =>
  isLeastAllowed(name) ? limit < other : limit > other

/** Reports whether a profile has limits that version 1 of their file cannot store. */
export const needsFormat2 = (rails: GuardRails): boolean =>
  RAILS_SINCE_FORMAT_2.some((name) => rails[name].action !== 'off' || rails[name].limit !== NO_RAILS[name].limit)

/** Returns the limits that version 1 of their file has. */
export function toRailsOfFormat1(rails: GuardRails): Omit<GuardRails, RailSinceFormat2> {
  const { notional, delta, expiryLoss, nakedShorts, daysToExpiry, position, workingOrders, ...older } = rails
  return older
}

/** Reports whether a change allows an order that the limits before refused or warned about. */
export function loosensRails(before: GuardRails, after: GuardRails): boolean {
  if (limitsAmounts(before) && before.currency !== after.currency) return true
  const isWeaker = (name: GuardRailName): boolean =>
    RAIL_ACTIONS.indexOf(after[name].action) < RAIL_ACTIONS.indexOf(before[name].action)
  const isOn = (name: GuardRailName): boolean => before[name].action !== 'off'
  return (
    GUARD_RAIL_NAMES.some(isWeaker) ||
    NUMBER_RAILS.some((name) => isOn(name) && allowsMore(name, after[name].limit, before[name].limit)) ||
    LIST_RAILS.some((name) => isOn(name) && after[name].allowed.some((value) => !before[name].allowed.includes(value)))
  )
}

/**
 * Returns, for each limit, the stricter action and the stricter value of two sets of limits. Without a rate between two
 * currencies, each amount is the smaller number, in the currency of which one unit has the lower value.
 */
export function stricterRails(before: GuardRails, after: GuardRails): GuardRails {
  const currency = stricterCurrency(before, after)
  const numbers = NUMBER_RAILS.map((name) => {
    const [one, two] = [before[name], after[name]]
    const limit = allowsMore(name, one.limit, two.limit) ? two.limit : one.limit
    return [name, stricterOf(one, two, { limit })]
  })
  const lists = LIST_RAILS.map((name) => {
    const [one, two] = [before[name], after[name]]
    return [name, stricterOf(one, two, { allowed: one.allowed.filter((each) => two.allowed.includes(each)) })]
  })
  return { currency, ...(Object.fromEntries([...numbers, ...lists]) as Omit<GuardRails, 'currency'>) }
}

const limitsAmounts = (rails: GuardRails): boolean => AMOUNT_RAILS.some((name) => rails[name].action !== 'off')

/** Returns the currency in which no amount of two sets of limits is looser. */
function stricterCurrency(before: GuardRails, after: GuardRails): string {
  if (!limitsAmounts(before)) return after.currency
  if (!limitsAmounts(after)) return before.currency
  const rankOf = ({ currency }: GuardRails): number => CURRENCIES_BY_VALUE.indexOf(currency)
  return (rankOf(after) < rankOf(before) ? after : before).currency
}

/** Returns the limit that is on, or `both` with the stricter action if both are. */
function stricterOf<R extends NumberRail | ListRail>(one: R, other: R, both: Omit<R, 'action'>): NumberRail | ListRail {
  if (one.action === 'off') return other
  if (other.action === 'off') return one
  const action = one.action === 'refuse' ? 'refuse' : other.action
  return { ...both, action } as R
}
