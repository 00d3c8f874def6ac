import { MONTH_NAMES } from './contract-month.ts'
import { isIsin } from './isin.ts'

/**
 * A text that identifies contracts, as it was understood. Symbols are in capitals. Months are `YYYYMM`, days `YYYYMMDD`.
 */
export type ContractText =
  /** Digits: a conid, or the numeric symbol of some exchanges, such as 7203 in Tokyo. With `#`, only a conid. */
  | { readonly kind: 'conid'; readonly conid: number; readonly isSymbolToo: boolean }
  | { readonly kind: 'isin'; readonly isin: string }
  | { readonly kind: 'pair'; readonly base: string; readonly quote: string }
  | OptionText
  | FutureText
  | SymbolText
  /** Understood, but no contract. `problem` is a sentence that says what to change. */
  | { readonly kind: 'invalid'; readonly problem: string }

/** An option, or an option on a future. */
export interface OptionText {
  readonly kind: 'option'
  /** Symbol of the underlying. */
  readonly symbol: string
  readonly month: string
  /** Undefined for a text with only a month, which can mean several days. */
  readonly day?: string
  readonly strike: number
  readonly right: 'C' | 'P'
  /** What distinguishes contracts with the same terms: trading class and exchange, such as `SPXW` and `CBOE`. */
  readonly qualifiers?: readonly string[]
  /**
   * Trading class of a symbol at the exchange: `SPX` in `SPX   270115C06000000`. The day of such a symbol is the day of
   * settlement: a class that is settled in the morning ends trading one day earlier.
   */
  readonly root?: string
  /** Multiplier that the text states: 10 for `x10`. */
  readonly multiplier?: number
}

/** A future. */
interface FutureText {
  readonly kind: 'future'
  readonly symbol: string
  readonly month: string
  readonly day?: string
  /** Trading class and exchange that distinguish futures of the same month. */
  readonly qualifiers?: readonly string[]
  /** The same text as a symbol, if it may also be one: `VH2` is a future, and a stock in Frankfurt. */
  readonly asSymbol?: string
}

/** A symbol, which several contracts may have. */
interface SymbolText {
  readonly kind: 'symbol'
  /** Spellings in the sequence in which they are searched. IBKR writes `BRK B` in New York, but `BT.A` in London. */
  readonly spellings: readonly [string, ...string[]]
  /** The text as a symbol with an exchange or a security type: `BP MEXI`, `AAPL CFD`. */
  readonly qualified?: { readonly symbol: string; readonly qualifier: string }
}

/** Maximum length of a text, in characters. */
const MAX_LENGTH = 100

/** The letters of the months in the symbols of futures, from January on. */
const MONTH_LETTERS = 'FGHJKMNQUVXZ'

/** Currencies of the pairs that IBKR trades. Source: IBKR's list of currencies. */
const CURRENCIES: ReadonlySet<string> = new Set(
  (
    'USD EUR GBP JPY CHF CAD AUD NZD SEK NOK DKK HKD SGD MXN CNH ZAR PLN CZK HUF ILS TRY KRW INR RUB RON BGN ' +
    'AED SAR TWD THB BRL CNY'
  ).split(' '),
)

/** Start of a text: the symbol of an underlying, which may contain a space or a dot, such as `BRK B` or `BT.A`. */
const SYMBOL = String.raw`(?<symbol>[A-Z0-9&]{1,12}(?:[ .\-/][A-Z]{1,3})?)`
const STRIKE = String.raw`(?<strike>\d[\d,]*(?:\.\d+)?|\.\d+)`
const RIGHT = '(?<right>C|P|CALLS?|PUTS?)'

/** Dates, from the most to the least specific. Each is tried until the rest of the text makes sense. */
const DATES: readonly string[] = [
  // 20JAN27, 20 Jan 2027, 20-JAN-27, 20Jan'27
  String.raw`(?<day>\d{1,2})[ -]?(?<name>[A-Z]{3})[ '-]{0,2}(?<year>\d{4}|\d{2})`,
  // JAN 20 '27, Jan20'27, JAN 20, 2027, JAN 20 27
  String.raw`(?<name>[A-Z]{3}) ?(?<day>\d{1,2})(?: ?[',] ?| )(?<year>\d{4}|\d{2})`,
  // 2027-01-20, 20270120
  String.raw`(?<year>20\d{2})(?<dash>-?)(?<number>\d{2})\k<dash>(?<day>\d{2})`,
  // 1/20/27; with a first number above 12, 20/1/27
  String.raw`(?<number>\d{1,2})/(?<day>\d{1,2})/(?<year>\d{4}|\d{2})`,
  // JAN 20: the next such day, if the month JAN20 is over
  '(?<name>[A-Z]{3}) (?<dayOrYear>\\d{1,2})',
  // JAN27, JAN 27, JAN'27, JAN 2027
  String.raw`(?<name>[A-Z]{3})[ '-]{0,2}(?<year>\d{4}|\d{2})`,
  // 2027-01, 202701
  String.raw`(?<year>20\d{2})-?(?<number>\d{2})`,
  // 20JAN: the next such day
  String.raw`(?<day>\d{1,2}) ?(?<name>[A-Z]{3})`,
  // JAN: the next such month
  '(?<name>[A-Z]{3})',
]
/** Z6, Z26: the letter of a month, as in the symbols of futures. */
const LETTER_DATE = `(?<letter>[${MONTH_LETTERS}])(?<year>\\d{4}|\\d{2}|\\d)`

/** What follows the terms: trading class, exchange, and a multiplier as `X10`. */
const QUALIFIERS = '(?<others>(?: [A-Z0-9.]{1,10}){0,3})'
const OPTIONS = [...DATES, LETTER_DATE].flatMap((date) =>
  [`${date} ${STRIKE} ?${RIGHT}`, `${date} ${RIGHT} ?${STRIKE}`, `${STRIKE} ?${RIGHT} ${date}`].map(
    (terms) => new RegExp(`^${SYMBOL} ${terms}${QUALIFIERS}$`),
  ),
)
const FUTURES = [...DATES, LETTER_DATE].map((date) => new RegExp(`^${SYMBOL} ${date}${QUALIFIERS}$`))
/** ESZ6, ESZ26 */
const JOINED_FUTURE = new RegExp(`^(?<symbol>[A-Z0-9]{1,4})${LETTER_DATE}$`)
/** The symbol of an option at its exchange: `AAPL  270120C00250000`, or as some programs write it: `.AAPL270120C250`. */
const OPTION_SYMBOL =
  /^\.?(?<symbol>[A-Z][A-Z.]{0,5}) *(?<year>\d{2})(?<number>\d{2})(?<day>\d{2})(?<right>[CP])(?<strike>\d+(?:\.\d+)?)$/
/** An option or a future without what makes it one. */
const WITHOUT_EXPIRY = new RegExp(`^${SYMBOL} ${STRIKE} ?${RIGHT}$`)

/**
 * Understands a text that identifies a contract, in the forms that traders use and that the console shows: `AAPL`,
 * `brk b`, `AAPL 20JAN27 250 C`, `ES Z6`, `ES DEC26`, `EUR.USD`, a conid, an ISIN. Pure.
 * @param now time in ms since epoch, for texts without a complete year
 */
export function parseContractText(text: string, now: number): ContractText {
  const typed = text.toUpperCase().replaceAll(/[’`]/g, "'").replaceAll(/\s+/g, ' ').trim()
  if (typed === '') {
    return { kind: 'invalid', problem: 'Enter a symbol, a conid, or a contract such as AAPL 20JAN27 250 C.' }
  }
  if (typed.length > MAX_LENGTH) return { kind: 'invalid', problem: `Enter at most ${MAX_LENGTH} characters.` }
  if (/^\S.* (?:COMBO(?: |$)|(?:VERTICAL|CALENDAR|STRADDLE|STRANGLE|BUTTERFLY|IRON CONDOR)$)/.test(typed)) {
    return {
      kind: 'invalid',
      problem:
        'IBKR has no search for combos. In the order ticket, enter its legs as 0;;;265598/1,8314/-1, or repeat the combo from the orders.',
    }
  }
  return (
    parseConid(typed) ??
    parsePair(typed) ??
    (isIsin(typed) ? ({ kind: 'isin', isin: typed } as const) : undefined) ??
    parsePosition(typed, now) ??
    parseOption(typed, now) ??
    parseFuture(typed, now) ??
    parseSymbol(typed)
  )
}

/** Understands IBKR's description of an option that is held: `SPX AUG2022 4115 P [SPXW 220822P04115000 100]`. */
function parsePosition(typed: string, now: number): ContractText | undefined {
  const {
    outer = '',
    inner = '',
    multiplier,
  } = /^(?<outer>.+?) ?\[(?<inner>.+?)(?: (?<multiplier>\d+))?\]$/.exec(typed)?.groups ?? {}
  const [described, atExchange] = [parseOption(outer, now), parseOption(inner, now)]
  if (described?.kind !== 'option' || atExchange?.kind !== 'option') return undefined
  return {
    ...atExchange,
    symbol: described.symbol,
    ...(multiplier !== undefined && { multiplier: Number(multiplier) }),
  }
}

function parseConid(typed: string): ContractText | undefined {
  // A name without a description ends with the conid: `AAPL OPT #708764406`.
  const [, mark, digits] = /(?:^(?:CONID[: ]*)?|(#))([1-9]\d*)$/.exec(typed) ?? []
  if (digits === undefined) return undefined
  const conid = Number(digits)
  if (!Number.isSafeInteger(conid)) return { kind: 'invalid', problem: `${digits} is too long for a conid.` }
  return { kind: 'conid', conid, isSymbolToo: mark === undefined && typed === digits }
}

function parsePair(typed: string): ContractText | undefined {
  const [, base = '', quote = ''] = /^([A-Z]{3})[./ ]?([A-Z]{3})$/.exec(typed) ?? []
  if (!CURRENCIES.has(base) || !CURRENCIES.has(quote)) return undefined
  return base === quote
    ? {
        kind: 'invalid',
        problem: `${base}.${quote} has the same currency twice. Enter two currencies, such as EUR.USD.`,
      }
    : { kind: 'pair', base, quote }
}

function parseOption(typed: string, now: number): ContractText | undefined {
  const symbolOfExchange = OPTION_SYMBOL.exec(typed)?.groups
  if (symbolOfExchange !== undefined) {
    const { strike = '' } = symbolOfExchange
    // Exchanges write strikes in thousandths, with eight digits.
    const dollars = /^\d{8}$/.test(strike) ? String(Number(strike) / 1000) : strike
    const option = optionOf({ ...symbolOfExchange, strike: dollars }, now)
    return option?.kind === 'option' ? { ...option, root: option.symbol } : option
  }
  const option = firstReading(OPTIONS, typed, (parts) => optionOf(parts, now))
  if (option !== undefined) return option
  const { symbol, strike, right } = WITHOUT_EXPIRY.exec(typed)?.groups ?? {}
  if (symbol === undefined) return undefined
  return {
    kind: 'invalid',
    problem: `Add the expiry of the option, such as ${symbol} 20JAN27 ${strike} ${right?.slice(0, 1)}.`,
  }
}

/** The parts of a text, by the names of the patterns. */
type Parts = Readonly<Record<string, string | undefined>>

/** Reads a text by several patterns. Returns the first contract, or the first problem if there is none. */
function firstReading(
  patterns: readonly RegExp[],
  typed: string,
  read: (parts: Parts) => ContractText | undefined,
): ContractText | undefined {
  const readings = patterns.flatMap((pattern) => {
    const parts = pattern.exec(typed)?.groups
    return (parts && read(parts)) ?? []
  })
  return readings.find(({ kind }) => kind !== 'invalid') ?? readings[0]
}

function optionOf(parts: Parts, now: number): ContractText | undefined {
  const date = dateOf(parts, now)
  if (date === undefined || 'problem' in date) return date
  const strike = readStrike(parts['strike'])
  if (typeof strike === 'string') return { kind: 'invalid', problem: strike }
  if (strike === 0) return { kind: 'invalid', problem: 'The strike of an option is above 0.' }
  const { symbol = '', others = '' } = parts
  const words = others.split(' ').filter(Boolean)
  const multiplier = words.find((word) => /^X\d+$/.test(word))
  const qualifiers = words.filter((word) => word !== multiplier)
  return {
    kind: 'option',
    symbol,
    ...date,
    strike,
    right: parts['right']?.startsWith('C') ? 'C' : 'P',
    ...(qualifiers.length > 0 && { qualifiers }),
    ...(multiplier !== undefined && { multiplier: Number(multiplier.slice(1)) }),
  }
}

/** Reads a strike with a decimal point. Returns a sentence for one that another notation reads as another number. */
function readStrike(strike = ''): number | string {
  if (strike.includes(',') && !/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(strike)) {
    return `${strike} has a misplaced comma. Write decimals with a point, such as 22.5, and thousands as 6,000 or 6000.`
  }
  // Where a point separates thousands, 6.000 is 6000. A third decimal other than 0 is a strike, such as 1.125.
  if (/^[1-9]\d{0,2}\.\d\d0$/.test(strike)) {
    return `${strike} may mean ${Number(strike)} or ${strike.replace('.', '')}. Write one of these.`
  }
  return Number(strike.replaceAll(',', ''))
}

function parseFuture(typed: string, now: number): ContractText | undefined {
  const unmarked = typed.replace(/^\//, '')
  const spaced = firstReading(FUTURES, unmarked, (parts) => futureOf(parts, now))
  if (spaced !== undefined) return spaced
  const joined = JOINED_FUTURE.exec(unmarked)?.groups
  const future = joined && futureOf(joined, now)
  return future?.kind === 'future' && unmarked === typed ? { ...future, asSymbol: typed } : future
}

function futureOf(parts: Parts, now: number): ContractText | undefined {
  const date = dateOf(parts, now)
  if (date === undefined || 'problem' in date) return date
  const { symbol = '', others = '' } = parts
  const qualifiers = others.split(' ').filter(Boolean)
  return { kind: 'future', symbol, ...date, ...(qualifiers.length > 0 && { qualifiers }) }
}

function parseSymbol(typed: string): ContractText {
  const spellings: [string, ...string[]] = [typed]
  // Only a share class or a series has several spellings.
  const [, symbol, series] = /^([A-Z0-9&]+)[ ./-]([A-Z]{1,3})$/.exec(typed) ?? []
  if (symbol !== undefined) for (const mark of [' ', '.']) spellings.push(`${symbol}${mark}${series}`)
  const [, first, qualifier] = /^(\S+(?: \S{1,3})?) ([A-Z][A-Z0-9.]{2,9})$/.exec(typed) ?? []
  return {
    kind: 'symbol',
    spellings: [...new Set(spellings)] as [string, ...string[]],
    ...(first !== undefined && qualifier !== undefined && { qualified: { symbol: first, qualifier } }),
  }
}

/** Returns the date in the parts of a text; undefined if they are no date, such as `CBO` for a month. */
function dateOf(
  { name, number, letter, year, dayOrYear, day = dayOrYear }: Parts,
  now: number,
): { readonly month: string; readonly day?: string } | Extract<ContractText, { kind: 'invalid' }> | undefined {
  let month = name === undefined ? Number(number) : MONTH_NAMES.indexOf(name) + 1
  if (letter !== undefined) month = MONTH_LETTERS.indexOf(letter) + 1
  let dayOfMonth = day === undefined ? undefined : Number(day)
  // The first number is the month, as in the United States, unless it can only be the day.
  if (name === undefined && month > 12 && dayOfMonth !== undefined && dayOfMonth <= 12) {
    ;[month, dayOfMonth] = [dayOfMonth, month]
  }
  if (name !== undefined && month === 0) return undefined
  // A month that is not over, such as JAN 27 in 2026, is read by another pattern.
  const monthEnd = Date.UTC(2000 + Number(dayOrYear), month)
  if (dayOrYear?.length === 2 && monthEnd > now) return undefined
  const fullYear = yearOf(year, month, dayOfMonth, now)
  const isValid = month >= 1 && month <= 12 && isDay(fullYear, month, dayOfMonth ?? 1)
  if (!isValid) {
    return { kind: 'invalid', problem: `${[day, name ?? number, year].filter(Boolean).join(' ')} is not a date.` }
  }
  const monthText = `${fullYear}${String(month).padStart(2, '0')}`
  if (dayOfMonth === undefined) return { month: monthText }
  return { month: monthText, day: monthText + String(dayOfMonth).padStart(2, '0') }
}

/** Completes a year. Without one, the date is the next such date. */
function yearOf(year: string | undefined, month: number, day = 31, now: number): number {
  const today = new Date(now)
  const thisYear = today.getUTCFullYear()
  if (year?.length === 4) return Number(year)
  if (year?.length === 2) return 2000 + Number(year)
  if (year !== undefined) {
    // A year of one digit is at most one year ago, so that an expired future is recognised as such.
    return thisYear - 1 + ((Number(year) - (thisYear - 1) + 10_000) % 10)
  }
  const isOver = month < today.getUTCMonth() + 1 || (month === today.getUTCMonth() + 1 && day < today.getUTCDate())
  return isOver ? thisYear + 1 : thisYear
}

function isDay(year: number, month: number, day: number): boolean {
  return day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** Identifies a contract that a search has found. */
interface IdentifiedContract {
  readonly conid: number
  readonly symbol: string
  readonly exchange: string
  readonly securityType: string
}

/** Reports whether a contract has the symbol and the exchange or type of a text such as `BP MEXI` or `AAPL CFD`. Pure. */
export function isQualified(
  { symbol, exchange, securityType }: IdentifiedContract,
  { qualified }: SymbolText,
): boolean {
  if (qualified === undefined) return false
  const hasQualifier = exchange.toUpperCase() === qualified.qualifier || securityType === qualified.qualifier
  // An exchange may have a symbol with and one without a final dot, so a list may contain both.
  return hasQualifier && isSymbol(symbol, [qualified.symbol, `${qualified.symbol}.`])
}

/**
 * Reports whether a contract that a search has found is exactly what a text means. A search also finds symbols that
 * begin with the text, and a pair in the other direction. Of an option or a future, all contracts that were found match
 * the text. Pure.
 * @param contract its symbol is that of its underlying; of a pair, both currencies
 */
export function isMeant(contract: IdentifiedContract, text: ContractText): boolean {
  switch (text.kind) {
    case 'symbol':
      return isSymbol(contract.symbol, text.spellings) || isQualified(contract, text)
    case 'conid':
      return contract.conid === text.conid || (text.isSymbolToo && contract.symbol === `${text.conid}`)
    case 'pair':
      return contract.symbol === `${text.base}.${text.quote}`
    case 'future':
      return text.asSymbol === contract.symbol.toUpperCase() || isSymbol(contract.symbol, [text.symbol])
    case 'option':
      return isSymbol(contract.symbol, [text.symbol])
    case 'isin':
      return true
    case 'invalid':
      return false
  }
}

/**
 * Reports whether a text names the trading class of an option, or the option has no adjusted class. After a corporate
 * action, an adjusted class such as `2AAPL` or `AAPL1` delivers something else than 100 shares. Pure.
 */
export function namesAdjustedClass(
  { securityType, tradingClass = '' }: { readonly securityType: string; readonly tradingClass?: string },
  text: ContractText,
): boolean {
  if (text.kind !== 'option' || securityType !== 'OPT') return true
  const symbol = text.symbol.replaceAll(/[ ./-]/g, '')
  const name = tradingClass.toUpperCase()
  // Weekly options of an index also have their own class, such as SPXW.
  const isAdjusted = (/^\d/.test(name) && !/^\d/.test(symbol)) || (name !== symbol && /\d$/.test(name))
  return !isAdjusted || text.root === name || (text.qualifiers ?? []).includes(name)
}

/**
 * Reports whether a symbol is one of several. Spellings with a space and with a dot are equal, but a final dot is part
 * of the symbol: `BP.` is a stock in London, `BP` one in New York.
 */
export const isSymbol = (symbol: string, spellings: readonly string[]): boolean =>
  spellings.some((each) => withoutMarks(each) === withoutMarks(symbol.toUpperCase()))

const withoutMarks = (symbol: string): string => symbol.replaceAll(/[ ./-](?=.)/g, ' ')
