import { formatExpiry } from '../../shared/domain/contract-month.ts'
import type { ContractNames } from '../../shared/domain/contract-name.ts'
import { fieldsOf, numberOf, type Row, rowsOf, textOf } from '../../shared/domain/read-value.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { IbkrResponseError } from '../errors/response-error.ts'
import type { RequestInput, UntypedJson } from '../rest/request-input.ts'
import type { ContractDescription } from './contract-types.ts'
import { DayCache } from './day-cache.ts'
import { conidOf, type OptionDescription, readContractInfo, readDerivative, readSearchRow } from './read-contract.ts'

/** Maximum numbers of cached searches, of contracts by conid, and of option strikes. */
const CACHED = { searches: 1_000, contracts: 5_000, strikes: 40_000 } as const
/** Maximum number of definitions in one request (IBKR's documentation). */
const DEFINITIONS_PER_REQUEST = 200

/** What a lookup needs of a session. */
export interface ContractLookupDeps {
  readonly clock: Pick<Clock, 'now'>
  readonly names: ContractNames
}

/** Sends the requests of one caller. */
export interface ContractReader {
  readonly request: (input: RequestInput) => Promise<UntypedJson>
  readonly signal: AbortSignal
}

/** Options of one month of an underlying. */
export interface OptionMonth {
  readonly underlying: ContractDescription
  readonly securityType: 'OPT' | 'FOP' | 'WAR'
  readonly exchange: string
  /** As `YYYYMM`. */
  readonly month: string
}

/** Strikes of a month, in ascending order. */
export interface ListedStrikes {
  readonly C: readonly number[]
  readonly P: readonly number[]
}

/** A future as `trsrv/futures` lists it. */
export interface ListedFuture {
  readonly conid: number
  /** The earlier one of expiration and last trading day, as `YYYYMMDD`. */
  readonly lastDay: string
}

/** Reads contracts, and remembers for a day what IBKR calls static. One per session. */
export class ContractLookup {
  readonly deps: ContractLookupDeps
  readonly #searches: DayCache<readonly ContractDescription[]>
  readonly #contracts: DayCache<ContractDescription>
  readonly #futures: DayCache<readonly ListedFuture[]>
  readonly #pairs: DayCache<readonly ContractDescription[]>
  readonly #options: DayCache<readonly OptionDescription[]>

  constructor(deps: ContractLookupDeps) {
    const { clock } = deps
    this.deps = deps
    this.#searches = new DayCache(clock, CACHED.searches)
    this.#contracts = new DayCache(clock, CACHED.contracts)
    this.#futures = new DayCache(clock, CACHED.searches)
    this.#pairs = new DayCache(clock, CACHED.searches)
    this.#options = new DayCache(clock, CACHED.strikes)
  }

  /** Searches contracts by symbol. Empty if IBKR finds none. Adds currencies, which the search does not state. */
  async search(symbol: string, reader: ContractReader): Promise<readonly ContractDescription[]> {
    const cached = this.#searches.get(symbol)
    if (cached !== undefined) return cached
    const found = await this.#search(symbol, reader)
    const described = await this.#addDefinitions(found, reader)
    // A listing may be new, so that a search without a result is sent again.
    if (described.length > 0) this.#searches.set(symbol, described)
    return described
  }

  async #search(symbol: string, { request, signal }: ContractReader): Promise<readonly ContractDescription[]> {
    try {
      const body = await request({ path: 'iserver/secdef/search', params: { symbol }, signal })
      if (!Array.isArray(body)) return []
      return rowsOf(body).flatMap((row) => readSearchRow(row, this.deps.names) ?? [])
    } catch (error) {
      if (isNotFound(error)) return []
      throw error
    }
  }

  /** Adds currency and exchange of definitions. Contracts without one stay as they are. */
  async #addDefinitions(
    found: readonly ContractDescription[],
    { request, signal }: ContractReader,
  ): Promise<readonly ContractDescription[]> {
    const conids = found.map(({ conid }) => conid).slice(0, DEFINITIONS_PER_REQUEST)
    if (conids.length === 0) return found
    const body = await request({ path: 'trsrv/secdef', params: { conids }, signal }).catch(onlyResponse)
    const rows = new Map(rowsOf(fieldsOf(body)['secdef'] ?? []).map((row) => [conidOf(row['conid']), row]))
    return found.map((contract) => {
      const row = rows.get(contract.conid) ?? {}
      const currency = textOf(row['currency'])
      const exchange = contract.exchange || (textOf(row['listingExchange']) ?? '')
      return { ...contract, exchange, ...(currency !== undefined && { currency }) }
    })
  }

  /** Reads the contract with a conid; undefined if IBKR has none. */
  async contract(conid: number, { request, signal }: ContractReader): Promise<ContractDescription | undefined> {
    const cached = this.#contracts.get(`${conid}`)
    if (cached !== undefined) return cached
    const body = await request({ path: `iserver/contract/${conid}/info`, signal }).catch(onlyResponse)
    const contract = readContractInfo(conid, fieldsOf(body), this.deps.names)
    if (contract !== undefined) this.#contracts.set(`${conid}`, contract)
    return contract
  }

  /** Lists the pairs of a currency. Empty for an unknown currency. */
  async pairs(currency: string, { request, signal }: ContractReader): Promise<readonly ContractDescription[]> {
    const cached = this.#pairs.get(currency)
    if (cached !== undefined) return cached
    const body = await request({ path: 'iserver/currency/pairs', params: { currency }, signal }).catch(onlyResponse)
    const pairs = rowsOf(fieldsOf(body)[currency] ?? []).flatMap((row) => {
      const [conid, symbol] = [conidOf(row['conid']), textOf(row['symbol'])]
      const [base, quote] = symbol?.split('.') ?? []
      if (conid === undefined || symbol === undefined || base === undefined || quote === undefined) return []
      const name = this.deps.names.of({ conid, symbol: base, title: symbol, securityType: 'CASH' })
      const more = { securityType: 'CASH', exchange: 'IDEALPRO', companyName: symbol, currency: quote }
      return [{ conid, name, symbol, ...more }]
    })
    if (pairs.length > 0) this.#pairs.set(currency, pairs)
    return pairs
  }

  /** Lists the futures of a symbol that have not ended, nearest first. */
  async futures(
    symbol: string,
    exchange: string | undefined,
    reader: ContractReader,
  ): Promise<readonly ListedFuture[]> {
    const key = `${symbol} ${exchange ?? ''}`
    let listed = this.#futures.get(key)
    if (listed === undefined) {
      const { request, signal } = reader
      const params = { symbols: symbol, ...(exchange !== undefined && { exchange }) }
      const body = fieldsOf(await request({ path: 'trsrv/futures', params, signal }).catch(onlyResponse))
      listed = rowsOf(body[symbol] ?? []).flatMap(readFuture)
      if (listed.length > 0) this.#futures.set(key, listed)
    }
    const today = this.today()
    return listed
      .filter(({ lastDay }) => lastDay >= today)
      .sort((one, other) => Number(one.lastDay) - Number(other.lastDay))
  }

  /** Lists the strikes of a month. Searches the underlying again if IBKR's session has ended since. */
  async strikes(options: OptionMonth, reader: ContractReader): Promise<ListedStrikes> {
    const listed = await this.#strikes(options, reader).catch(onlyResponse)
    if (listed !== undefined && listed.C.length + listed.P.length > 0) return listed
    return this.searchAgain(options, reader)
  }

  /** Searches the underlying and reads the strikes, without which IBKR returns no contracts in a new session. */
  async searchAgain(options: OptionMonth, reader: ContractReader): Promise<ListedStrikes> {
    await this.#search(searchTextOf(options.underlying), reader)
    return this.#strikes(options, reader)
  }

  async #strikes(
    { underlying, securityType, exchange, month }: OptionMonth,
    reader: ContractReader,
  ): Promise<ListedStrikes> {
    const { request, signal } = reader
    const params = { conid: underlying.conid, sectype: securityType, month: formatExpiry(month), exchange }
    const body = fieldsOf(await request({ path: 'iserver/secdef/strikes', params, signal }))
    return { C: readStrikes(body['call']), P: readStrikes(body['put']) }
  }

  /** Returns the cached contracts of a strike and right, of all days of the month that have not ended. */
  cachedOptions(options: OptionMonth, strike: number, right: 'C' | 'P'): readonly OptionDescription[] | undefined {
    const today = this.today()
    return this.#options.get(optionKey(options, strike, right))?.filter(({ expiry }) => expiry >= today)
  }

  cacheOptions(options: OptionMonth, strike: number, right: 'C' | 'P', found: readonly OptionDescription[]): void {
    this.#options.set(optionKey(options, strike, right), found)
  }

  /** Reads contracts of a month. A strike of 0 and a missing right are not documented, and may return all or nothing. */
  async options(
    options: OptionMonth,
    terms: { readonly strike: number; readonly right?: 'C' | 'P' },
    { request, signal }: ContractReader,
  ): Promise<readonly OptionDescription[]> {
    const { underlying, securityType, exchange, month } = options
    const about = { conid: underlying.conid, sectype: securityType, month: formatExpiry(month), exchange }
    const body = await request({ path: 'iserver/secdef/info', params: { ...about, ...terms }, signal })
    const found = rowsOf(body ?? []).flatMap((row) => readDerivative(row, options, this.deps.names) ?? [])
    return found.sort((one, other) => Number(one.expiry) - Number(other.expiry))
  }

  /** Today in UTC as `YYYYMMDD`, which no exchange of the Americas is ahead of. */
  today(): string {
    return new Date(this.deps.clock.now()).toISOString().slice(0, 10).replaceAll('-', '')
  }
}

/** Returns the text that a search finds an underlying by. The symbol of a pair is its first currency. */
const searchTextOf = ({ securityType, symbol }: ContractDescription): string =>
  securityType === 'CASH' ? symbol.slice(0, 3) : symbol

const optionKey = ({ underlying, securityType, exchange, month }: OptionMonth, strike: number, right: string): string =>
  [underlying.conid, securityType, exchange, month, strike, right].join(' ')

const readStrikes = (strikes: unknown): readonly number[] =>
  (Array.isArray(strikes) ? strikes : [])
    .flatMap((strike: unknown) => numberOf(strike) ?? [])
    .sort((one, other) => one - other)

function readFuture(row: Row): readonly ListedFuture[] {
  const conid = conidOf(row['conid'])
  const days = [textOf(row['expirationDate']), textOf(row['ltd'])].filter((day) => day !== undefined)
  // The last trading day was observed before and after the expiration (measurements of 2026): the earlier one is safe.
  const [lastDay] = days.sort()
  return conid === undefined || lastDay === undefined ? [] : [{ conid, lastDay }]
}

/** Reports whether IBKR responded that it found nothing. */
const isNotFound = (error: unknown): boolean =>
  error instanceof IbkrResponseError && (error.status === 404 || /no symbol found/i.test(error.message))

/** Turns IBKR's refusal of a value, such as an unknown conid, into an empty response. Throws any other error. */
export function onlyResponse(error: unknown): undefined {
  const isAboutValue = IbkrError.is(error, 'bad-request', 'not-found', 'server-failed', 'service-unavailable')
  if (error instanceof IbkrResponseError && isAboutValue) return undefined
  throw error
}
