/** What a row states about its contract, as IBKR sent it. Each field may be missing. */
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
}

/** Types whose symbol names the contract. An unknown type is treated the same way. */
const NAMED_BY_SYMBOL: ReadonlySet<string> = new Set(['', 'STK', 'ETF', 'IND', 'CASH', 'BAG'])
/** Types of which one symbol has many contracts, so that the symbol alone says little. */
const DERIVATIVES: ReadonlySet<string> = new Set(['OPT', 'FOP', 'FUT', 'WAR', 'IOPT', 'BOND'])

/**
 * Returns the name of a contract: `AAPL`, `AAPL 20JAN27 250 C`, `ES DEC26`, `AUD.CAD`. Contains the conid if the row of
 * a derivative has no description. Empty if the row states nothing. Two contracts may have the same name: see
 * `ContractNames`. Pure.
 */
export function contractName(identity: ContractIdentity): string {
  const { symbol, title, details, securityType = '' } = identity
  const id = idOf(identity)
  // The symbol of a currency pair is only its first currency.
  const name = securityType === 'CASH' ? (title ?? symbol) : (symbol ?? title)
  if (name === undefined) return [securityType, id].filter(Boolean).join(' ')
  const described = details ?? detailsInTitle(identity)
  if (described !== undefined) return `${name} ${formatContractDetails(described)}`
  if (NAMED_BY_SYMBOL.has(securityType)) return name
  return [name, securityType, DERIVATIVES.has(securityType) && id].filter(Boolean).join(' ')
}

/** Returns the description of a future in its title, `DEC23` of `MES DEC23`: IBKR sends futures no second description. */
function detailsInTitle({ symbol, title, securityType = '' }: ContractIdentity): string | undefined {
  const isDescribed = DERIVATIVES.has(securityType) && symbol !== undefined && title?.startsWith(`${symbol} `)
  return isDescribed ? title?.slice(symbol.length + 1) : undefined
}

const DAY = /^([A-Z]{3})\s*(\d{1,2})\s*'\s*(\d{2})(?!\d)/i
const MONTH = /^([A-Z]{3})\s*'?\s*(?:20)?(\d{2})(?!\d)/i
const STRIKE = /^\s*([\d,]*\.?\d+)\s+(C|P)(?:all|ut)?(?![a-z])/i

/**
 * Shortens IBKR's description of a derivative: `JUN 28 '24 192.5 Call` becomes `28JUN24 192.5 C`, and
 * `(EX2) OCT23 4300 Put Fut. Option` becomes `OCT23 4300 P EX2`. Text of another form stays as it is. Pure.
 */
export function formatContractDetails(text: string): string {
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
  readonly symbol: string
  readonly securityType: string
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
 * Returns the name of a contract from its definition: as `contractName`, with a trading class other than the symbol
 * (`SPX 18DEC26 6700 C SPXW`) and with an unusual multiplier of an option. Pure.
 */
export function nameOfDefinition(definition: ContractDefinition): string {
  const { conid, symbol, securityType, localSymbol = symbol, tradingClass = symbol, multiplier = 100 } = definition
  if (!DERIVATIVES.has(securityType)) return localSymbol
  const isOption = securityType !== 'FUT'
  const date = formatExpiry((isOption ? undefined : definition.month) ?? definition.maturity)
  const { strike, right = '' } = definition
  if (date === undefined || (isOption && strike === undefined)) return `${localSymbol} ${securityType} #${conid}`
  const size = securityType === 'OPT' && multiplier !== 100 && `x${multiplier}`
  const option = isOption && strike !== undefined && [trimZeros(strike), right.slice(0, 1).toUpperCase()]
  const parts = [symbol, date, ...(option || []), tradingClass !== symbol && tradingClass, size]
  return parts.filter(Boolean).join(' ')
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']

/** Formats `20270120` as `20JAN27`, and `202612` as `DEC26`. */
function formatExpiry(date = ''): string | undefined {
  const [, year, month, day = ''] = /^\d{2}(\d{2})(\d{2})(\d{2})?$/.exec(date) ?? []
  const name = MONTHS[Number(month) - 1]
  return name === undefined ? undefined : `${day}${name}${year}`
}

/** Removes zeros that say nothing: `250.00` becomes `250`. */
const trimZeros = (number: string): string => (number.includes('.') ? number.replace(/\.?0+$/, '') : number)

const idOf = ({ conid = 0, conidex }: ContractIdentity): string => comboLegs(conidex) ?? (conid > 0 ? `#${conid}` : '')

/** Returns the legs of a combo as `conid/ratio,…`, undefined for a single contract. */
function comboLegs(conidex = ''): string | undefined {
  const [, legs] = /^\d+(?:@\w+)?;;;(.+)$/.exec(conidex) ?? []
  return legs
}

/** Maximum number of remembered contracts. The oldest are forgotten first. */
const MAX_CONTRACTS = 20_000

/**
 * Names contracts so that no two have the same name: SPX and SPXW, a stock with one symbol at two exchanges. The first
 * contract keeps its name. Another contract with the same name also gets its exchange or its conid.
 */
export class ContractNames {
  /** Conid or legs by name. */
  readonly #ids = new Map<string, string>()

  /** Returns the name of a contract, the same at each call. */
  readonly of = (identity: ContractIdentity): string => {
    const name = contractName(identity)
    const id = idOf(identity)
    if (name === '' || id === '') return name
    const { exchange, securityType } = identity
    const candidates = [name, ...(exchange === undefined ? [] : [`${name} ${exchange}`]), `${name} ${id}`]
    const found = candidates.find((candidate) => (this.#ids.get(candidate) ?? id) === id) ?? `${name} ${id}`
    // A row without a type may be about any contract of its symbol.
    if (securityType !== undefined) this.#claim(found, id)
    return found
  }

  #claim(name: string, id: string): void {
    this.#ids.set(name, id)
    const [oldest] = this.#ids.keys()
    if (this.#ids.size > MAX_CONTRACTS && oldest !== undefined) this.#ids.delete(oldest)
  }
}
