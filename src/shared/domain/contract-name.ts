import { comboKey, comboLegs, type NamedLeg, readComboLegs } from './combo.ts'
import { nameCombo } from './combo-name.ts'
import { formatExpiry } from './contract-month.ts'

/** What a row or a definition states about a contract. Each field may be missing. */
export interface ContractIdentity {
  /** IBKR's contract id. All combos of a currency share one; 0 counts as missing. */
  readonly conid?: number | undefined
  /** Contract id with its exchange, or the legs of a combo: `28812380;;;265598/1,8314/-1`. */
  readonly conidex?: string | undefined
  /** Ticker symbol. For a currency pair, only its first currency. */
  readonly symbol?: string | undefined
  /** IBKR's first description: the symbol of a stock or underlying, both currencies of a pair. */
  readonly title?: string | undefined
  /** IBKR's second description, which only derivatives have: `JUN 28 '24 192.5 Call`. */
  readonly details?: string | undefined
  readonly securityType?: string | undefined
  readonly exchange?: string | undefined
  /** Trading class of a derivative, such as `SPXW`. Only definitions contain it. */
  readonly tradingClass?: string | undefined
}

/** Types whose symbol names the contract. */
const NAMED_BY_SYMBOL: ReadonlySet<string> = new Set(['STK', 'ETF', 'IND', 'CASH'])
/** Types of which one symbol has many contracts, so that the symbol alone does not name one. */
const DERIVATIVES: ReadonlySet<string> = new Set(['OPT', 'FOP', 'FUT', 'WAR', 'IOPT', 'BOND'])

/** The name of a contract, before it is compared with the names of others. */
interface Description {
  readonly name: string
  /** 2: complete. Otherwise the name ends with the conid; 1: it has the symbol and the type. */
  readonly completeness: 0 | 1 | 2
}

/**
 * Describes a contract: `AAPL`, `AAPL 20JAN27 250 C`, `ES DEC26`, `AUD.CAD`, `AAPL combo` while the names of its legs are
 * unknown. Without a description, the name contains the conid: `AAPL OPT #708764406`.
 * @param legs the legs of a combo, if all of their names are known
 */
function describeContract(identity: ContractIdentity, legs: readonly NamedLeg[] | undefined): Description {
  const { symbol, title, details, securityType = '' } = identity
  const named = (isComplete: boolean, ...parts: readonly (string | undefined)[]): Description => {
    const completeness = isComplete ? 2 : parts.every(Boolean) ? 1 : 0
    return { name: [...parts, isComplete ? '' : shortId(identity)].filter(Boolean).join(' '), completeness }
  }
  const anyName = symbol ?? title
  if (isCombo(identity)) {
    if (legs !== undefined) return { name: nameCombo(legs), completeness: 2 }
    const combo = [anyName, 'combo', details].filter(Boolean).join(' ')
    if (anyName !== undefined && comboLegs(identity.conidex) !== undefined) return { name: combo, completeness: 1 }
    return named(false, combo)
  }
  // The symbol of a currency pair is only its first currency.
  const name = securityType === 'CASH' ? title : anyName
  // A row without a type may be about any contract of its symbol.
  if (name === undefined || securityType === '') return named(false, anyName, securityType)
  const described = details ?? detailsInTitle(identity)
  if (described !== undefined) return named(true, name, formatContractDetails(described))
  if (NAMED_BY_SYMBOL.has(securityType)) return named(true, name)
  return named(!DERIVATIVES.has(securityType), name, securityType)
}

/** Returns the description of a future in its title, `DEC23` of `MES DEC23`: IBKR sends futures no second description. */
function detailsInTitle({ symbol, title, securityType = '' }: ContractIdentity): string | undefined {
  const isDescribed = DERIVATIVES.has(securityType) && symbol !== undefined && title?.startsWith(`${symbol} `)
  return isDescribed ? title?.slice(symbol.length + 1) : undefined
}

const isCombo = ({ securityType, conidex }: ContractIdentity): boolean =>
  securityType === 'BAG' || comboLegs(conidex) !== undefined

/** Returns the exchange that distinguishes a contract. SMART is a route, and the legs distinguish combos. */
const exchangeOf = (identity: ContractIdentity): string | undefined =>
  identity.exchange === 'SMART' || isCombo(identity) ? undefined : identity.exchange

/** Returns the legs of a combo, otherwise the conid; empty if both are missing. */
const shortId = ({ conid = 0, conidex }: ContractIdentity): string =>
  comboLegs(conidex) ?? (conid > 0 ? `#${conid}` : '')

/** Returns what no other contract has; empty if it is unknown. The conid of a combo is the one of its currency. */
function uniqueId(identity: ContractIdentity): string {
  if (isCombo(identity)) return comboKey(identity.conidex) ?? ''
  // Without a type, the contract may be a combo.
  return shortId(identity)
}

const DAY = /^([A-Z]{3})\s*(\d{1,2})\s*'\s*(\d{2})(?!\d)/i
const MONTH = /^([A-Z]{3})\s*'?\s*(?:20)?(\d{2})(?!\d)/i
const STRIKE = /^\s*([\d,]*\.?\d+)\s+(C|P)(?:all|ut)?(?![a-z])/i

/**
 * Shortens IBKR's description of a derivative: `JUN 28 '24 192.5 Call` becomes `28JUN24 192.5 C`, and
 * `(EX2) OCT23 4300 Put Fut. Option` becomes `OCT23 4300 P EX2`. Text of another form stays as it is. Pure.
 */
function formatContractDetails(text: string): string {
  const tradingClass = /\(([^()]+)\)/.exec(text)
  let rest = (tradingClass === null ? text : text.replace(tradingClass[0], ' ')).trim()
  const parts: string[] = []
  const take = (pattern: RegExp, format: (match: RegExpExecArray) => string): boolean => {
    const match = pattern.exec(rest)
    if (match === null) return false
    parts.push(format(match))
    rest = rest.slice(match[0].length)
    return true
  }
  const isDated =
    take(DAY, ([, month = '', day = '', year]) => `${day.padStart(2, '0')}${month.toUpperCase()}${year}`) ||
    take(MONTH, ([, month = '', year]) => `${month.toUpperCase()}${year}`)
  if (!isDated) return text.replaceAll(/\s+/g, ' ').trim()
  take(STRIKE, ([, strike = '', right = '']) => `${trimZeros(strike)} ${right.toUpperCase()}`)
  // The type is part of the row, and the exchange does not distinguish contracts.
  const other = rest
    .replace(/\bFut\. Option\b|\bOption\b|\bFuture\b|@\s*\w+/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return [...parts, other, tradingClass?.[1]?.trim()].filter(Boolean).join(' ')
}

/** The definition of a contract, as `GET iserver/contract/{conid}/info` describes it. */
export interface ContractDefinition {
  readonly conid: number
  readonly symbol?: string | undefined
  readonly securityType?: string | undefined
  readonly exchange?: string | undefined
  /** Symbol at the exchange, such as `ESZ6` or `AUD.CAD`. */
  readonly localSymbol?: string | undefined
  readonly tradingClass?: string | undefined
  /** Number of units per contract, which is 100 for most options. */
  readonly multiplier?: number | undefined
  /** Last trading day as `YYYYMMDD`. */
  readonly maturity?: string | undefined
  /** Contract month of a future as `YYYYMM`, which may differ from the month of its last trading day. */
  readonly month?: string | undefined
  readonly strike?: string | undefined
  readonly right?: string | undefined
}

/**
 * Returns what a definition states about its contract. The details of a derivative also contain a trading class other
 * than the symbol, and an unusual multiplier of an option: `18DEC26 6700 C SPXW`. Pure.
 */
export function identityOf(definition: ContractDefinition): ContractIdentity {
  const { conid, localSymbol, symbol = localSymbol, securityType = '', exchange } = definition
  if (!DERIVATIVES.has(securityType)) return { conid, symbol, title: localSymbol, securityType, exchange }
  const { tradingClass } = definition
  return { conid, symbol, details: contractDetails(definition), securityType, exchange, tradingClass }
}

/** Returns the details of a derivative from its definition: `18DEC26 6700 C SPXW`, `DEC26`. Undefined if they are unknown. */
export function contractDetails(definition: ContractDefinition): string | undefined {
  const {
    symbol,
    securityType,
    tradingClass = symbol,
    multiplier = 100,
    month,
    maturity,
    strike,
    right = '',
  } = definition
  const isFuture = securityType === 'FUT'
  const date = formatExpiry((isFuture ? month : undefined) ?? maturity)
  if (date === undefined || (!isFuture && strike === undefined)) return undefined
  const details = [
    date,
    !isFuture && strike !== undefined && trimZeros(strike),
    !isFuture && right.slice(0, 1).toUpperCase(),
    tradingClass !== symbol && tradingClass,
    securityType === 'OPT' && multiplier !== 100 && `x${multiplier}`,
  ]
  return details.filter(Boolean).join(' ')
}

/** Removes zeros that say nothing: `250.00` becomes `250`. */
const trimZeros = (number: string): string => (number.includes('.') ? number.replace(/\.?0+$/, '') : number)

/** Maximum number of remembered contracts. The oldest are forgotten first. */
const MAX_CONTRACTS = 20_000

/** A contract that has a name. */
interface NamedContract extends Description {
  readonly id: string
  /** Facts that distinguish it from a contract with the same description. They may become known later. */
  exchange: string | undefined
  tradingClass: string | undefined
}

/**
 * Names the contracts of a session. A contract keeps the name that it got first, and no other contract gets this name.
 * Only a name with a conid in place of a description is replaced, when a more complete description arrives, and that of
 * a combo, when the names of all of its legs are known.
 */
export class ContractNames {
  readonly #byId = new Map<string, NamedContract>()
  readonly #byName = new Map<string, NamedContract>()

  /** Returns the name of the contract that a row or a definition describes. */
  readonly of = (identity: ContractIdentity): string => {
    const id = uniqueId(identity)
    const known = this.#byId.get(id)
    if (known !== undefined) {
      known.exchange ??= exchangeOf(identity)
      known.tradingClass ??= identity.tradingClass
      if (known.completeness === 2) return known.name
    }
    const description = describeContract(identity, this.#namedLegs(identity))
    if (known !== undefined && description.completeness <= known.completeness) return known.name
    // Without a type, the conid may be the one of all combos of a currency.
    if (id === '' || !(identity.securityType || isCombo(identity))) return description.name
    const { tradingClass = identity.tradingClass, exchange = exchangeOf(identity) } = known ?? {}
    return this.#add({ ...description, id, tradingClass, exchange })
  }

  /** Returns the legs of a combo with their names, of which some may contain a conid; undefined for another contract. */
  legsOf(conidex: string | undefined): readonly NamedLeg[] | undefined {
    return readComboLegs(conidex)?.map((leg) => ({ ...leg, name: this.of({ conid: leg.conid }) }))
  }

  /** Returns the legs of a combo if the names of all of them are known. */
  #namedLegs({ conidex }: ContractIdentity): readonly NamedLeg[] | undefined {
    const isKnown = readComboLegs(conidex)?.every(({ conid }) => this.#byId.get(`#${conid}`)?.completeness === 2)
    return isKnown === true ? this.legsOf(conidex) : undefined
  }

  #add(contract: NamedContract): string {
    const name = this.#freeName(contract)
    this.#forget(this.#byId.get(contract.id))
    const named = { ...contract, name }
    this.#byId.set(named.id, named)
    this.#byName.set(name, named)
    if (this.#byId.size > MAX_CONTRACTS) this.#forget(this.#byId.values().next().value)
    return name
  }

  /** Adds what distinguishes a contract from the one that already has its name. */
  #freeName({ id, name, tradingClass, exchange }: NamedContract): string {
    const first = this.#byName.get(name)
    if (first === undefined || first.id === id) return name
    for (const [taken, own] of [
      [first.tradingClass, tradingClass],
      [first.exchange, exchange],
    ])
      if (taken !== undefined && own !== undefined && own !== taken && !this.#byName.has(`${name} ${own}`))
        return `${name} ${own}`
    return `${name} ${id}`
  }

  #forget(contract: NamedContract | undefined): void {
    if (contract === undefined) return
    this.#byId.delete(contract.id)
    this.#byName.delete(contract.name)
  }
}
