import { type Clock, IbkrResponseError, type RouteResponse } from '../../client/index.ts'
import type { ContractMatch, FoundContract, PriceHistory } from '../../shared/contract/order-views.ts'
import type { QuoteView } from '../../shared/contract/ticket-views.ts'
import { type ContractIdentity, ContractNames, identityOf } from '../../shared/domain/contract-name.ts'
import type { ContractIncrements, IncrementRule } from '../../shared/domain/price-increments.ts'
import {
  fieldsOf,
  numberOf,
  omitUndefined,
  rowOf,
  rowsOf,
  textOf,
  type Unchecked,
} from '../../shared/domain/read-value.ts'
import { HostError } from '../host-error.ts'
import { BY_PERSON, IN_BACKGROUND, type ReadOptions } from '../session/read-session.ts'
import { sendReads } from '../session/send-reads.ts'
import type { SessionService } from '../session/session-service.ts'
import { readPriceHistory } from './read-price-history.ts'

type Match = Unchecked<RouteResponse<'GET /iserver/secdef/search'>[number]>
type Info = Unchecked<RouteResponse<'GET /iserver/contract/{conid}/info'>>
type SecurityDefinitions = RouteResponse<'GET /trsrv/secdef'>
type Snapshot = Unchecked<RouteResponse<'GET /iserver/marketdata/snapshot'>[number]>

/**
 * IBKR's field numbers for last, bid, ask, bid size, ask size, change in percent and amount, availability, and the delta
 * of an option.
 */
const QUOTE_FIELDS = [31, 84, 86, 88, 85, 83, 82, 6509, 7308]
/**
 * Maximum number of snapshot requests per quote. The first snapshot of a contract only opens IBKR's data feed; values
 * follow within one or two seconds.
 */
const QUOTE_TRIES = 4
const QUOTE_PAUSE_MS = 500
/** Maximum number of cached contracts; the oldest are dropped first. */
const CACHED = 500

type ContractsSession = Pick<SessionService, 'follow' | 'pacing' | 'require'>

/** Searches contracts by symbol or conid, and reads their current prices. */
export class ContractsService {
  readonly #session: ContractsSession
  readonly #clock: Clock
  /** Names of the contracts of the newest session. */
  #names = new ContractNames()
  readonly #cache = new Map<number, FoundContract>()
  readonly #increments = new Map<number, readonly IncrementRule[]>()
  /** Conids of the contracts for which a price was read in IBKR's current session. */
  readonly #quoted = new Set<number>()

  constructor(session: ContractsSession, clock: Clock) {
    this.#session = session
    this.#clock = clock
    session.follow({
      attach: (opened) => {
        this.#names = opened.streams.contractNames
        this.#cache.clear()
        this.#quoted.clear()
        // Each login begins a new session at IBKR, which needs the first snapshot of a contract again.
        opened.onState(({ kind }) => kind !== 'ready' && this.#quoted.clear())
      },
    })
  }

  /**
   * Searches contracts by their symbol, and reads the contract whose conid the text is. Some exchanges have numeric
   * symbols, such as 7203 in Tokyo. The sequence is: contracts with exactly this symbol, the contract with this conid,
   * all others.
   */
  async search(text: string, signal: AbortSignal): Promise<readonly FoundContract[]> {
    const bySymbol = this.#searchSymbol(text, signal)
    const conid = conidOf(text)
    if (conid === undefined) return bySymbol
    const [found, named] = await Promise.allSettled([bySymbol, this.name(conid, signal, BY_PERSON)])
    const byConid = named.status === 'fulfilled' ? named.value : null
    if (found.status === 'rejected' && (byConid === null || !isNotFound(found.reason))) throw found.reason
    if (named.status === 'rejected' && !errorResponseOf(named.reason)) throw named.reason
    const matches = found.status === 'fulfilled' ? found.value : []
    const others = matches.filter((match) => match.ticker !== text && match.conid !== byConid?.conid)
    const exact = matches.filter((match) => match.ticker === text)
    const isListed = byConid === null || exact.some((match) => match.conid === byConid.conid)
    return [...exact, ...(isListed ? [] : [byConid]), ...others]
  }

  async #searchSymbol(symbol: string, signal: AbortSignal): Promise<readonly FoundContract[]> {
    const body = await sendReads(this.#session, (session) =>
      session.request('GET /iserver/secdef/search', { query: { symbol }, signal }, BY_PERSON),
    )
    const matches = Array.isArray(body) ? rowsOf(body).flatMap((row) => readMatch(row, this.#names) ?? []) : []
    for (const match of matches) this.#add(match)
    return matches
  }

  /** Returns the cached description of a contract, or one with only its name. Sends no request. */
  readonly describe = (conid: number): ContractMatch =>
    this.#cache.get(conid) ?? { conid, symbol: this.#names.of({ conid }), name: '', exchange: '', securityType: '' }

  /**
   * Reads the description of a contract, after the end of an order question. Returns null if IBKR has no description.
   */
  async name(conid: number, signal: AbortSignal, by = IN_BACKGROUND): Promise<FoundContract | null> {
    const known = this.#cache.get(conid)
    if (known !== undefined) return known
    const match = readInfo(conid, this.#names, await this.#readInfo(conid, signal, by))
    if (match !== null) this.#add(match)
    return match
  }

  /**
   * Reads the exchange to which IBKR routes an order that names only the conid. Undefined for a contract with SMART
   * routing. Futures and currency pairs have none.
   */
  readonly readDefaultVenue = async (conid: number, signal: AbortSignal): Promise<string | undefined> => {
    const info = await this.#readInfo(conid, signal, BY_PERSON)
    const venues = textOf(info?.['valid_exchanges'])?.split(',') ?? []
    const venue = textOf(info?.['exchange']) ?? venues[0]
    return venue !== undefined && venues.includes(venue) && !venues.includes('SMART') ? venue : undefined
  }

  async #readInfo(conid: number, signal: AbortSignal, by: ReadOptions): Promise<Info | undefined> {
    const input = { path: { conid }, signal }
    return rowOf(
      await sendReads(this.#session, (session) => session.request('GET /iserver/contract/{conid}/info', input, by)),
    )
  }

  /** Returns the price increments of contracts. Sends at most one request, after the end of an order question. */
  async increments(conids: readonly number[], signal: AbortSignal): Promise<readonly ContractIncrements[]> {
    const missing = conids.filter((conid) => !this.#increments.has(conid))
    if (missing.length > 0) {
      const body: Unchecked<SecurityDefinitions> = fieldsOf(
        await sendReads(this.#session, (session) =>
          session.request('GET /trsrv/secdef', { query: { conids: missing }, signal }, IN_BACKGROUND),
        ),
      )
      for (const row of rowsOf(body.secdef ?? [])) {
        const conid = numberOf(row['conid'])
        if (conid !== undefined) this.#increments.set(conid, readIncrementRules(row['incrementRules']))
      }
      // IBKR's response omits contracts without a definition, which are not requested again.
      for (const conid of missing) if (!this.#increments.has(conid)) this.#increments.set(conid, [])
      dropOldest(this.#increments)
    }
    return conids.flatMap((conid) => {
      const rules = this.#increments.get(conid) ?? []
      return rules.length === 0 ? [] : [{ conid, rules }]
    })
  }

  #add(match: FoundContract): void {
    this.#cache.delete(match.conid)
    this.#cache.set(match.conid, match)
    dropOldest(this.#cache)
  }

  /** Reports whether a price of the contract was read in IBKR's current session. */
  hasQuoted(conid: number): boolean {
    return this.#quoted.has(conid)
  }

  /** Reads prices since a time, after the end of an order question. */
  async history(conid: number, since: number, signal: AbortSignal): Promise<PriceHistory> {
    const about = { conid, since, now: this.#clock.now() }
    return sendReads(this.#session, (session) => readPriceHistory(session, about, signal))
  }

  /** Reads the current prices of a contract. */
  async quote(conid: number, signal: AbortSignal, by = BY_PERSON): Promise<QuoteView> {
    const query = { conids: conid, fields: QUOTE_FIELDS }
    for (let attempt = 1; ; attempt += 1) {
      const rows: readonly Snapshot[] = rowsOf(
        await sendReads(this.#session, (session) =>
          session.request('GET /iserver/marketdata/snapshot', { query, signal }, by),
        ),
      )
      const [row = {}] = rows
      if (row['31'] !== undefined) this.#quoted.add(conid)
      if (row['31'] !== undefined || attempt === QUOTE_TRIES) return readQuote(conid, row)
      await new Promise<void>((resolve) => this.#clock.after(QUOTE_PAUSE_MS, resolve))
      if (signal.aborted) throw new HostError('cancelled', 'Cancelled.')
    }
  }
}

function dropOldest(cache: Map<number, unknown>): void {
  for (const oldest of cache.keys()) {
    if (cache.size <= CACHED) return
    cache.delete(oldest)
  }
}

export function readIncrementRules(rules: unknown): readonly IncrementRule[] {
  return (Array.isArray(rules) ? rowsOf(rules) : []).flatMap((rule) => {
    const [lowerEdge = 0, increment] = [numberOf(rule['lowerEdge']), numberOf(rule['increment'])]
    return increment !== undefined && increment > 0 ? [{ lowerEdge, increment }] : []
  })
}

/** Returns the conid that a text is; undefined for any other text. */
function conidOf(text: string): number | undefined {
  const conid = /^[1-9]\d*$/.test(text) ? Number(text) : undefined
  return Number.isSafeInteger(conid) ? conid : undefined
}

/**
 * Reports whether IBKR responded that it found nothing. After any other failure of a search, a contract may exist whose
 * symbol is the text.
 */
const isNotFound = (error: unknown): boolean => {
  const response = errorResponseOf(error)
  return response?.status === 404 || /no symbol found/i.test(response?.message ?? '')
}

/** Returns IBKR's error response, such as the one for an unknown conid, unless it reports the rate limit. */
const errorResponseOf = (error: unknown): IbkrResponseError | undefined =>
  error instanceof HostError && error.cause instanceof IbkrResponseError && error.cause.code !== 'too-many-requests'
    ? error.cause
    : undefined

function readMatch(row: Match, names: ContractNames): FoundContract | undefined {
  const conid = Number(row['conid'])
  // Skip issuers of bonds, which IBKR lists without a symbol and with an invalid conid.
  if (row['symbol'] === null || !Number.isSafeInteger(conid) || conid < 0) return undefined
  const [section] = rowsOf(row['sections'])
  const name = textOf(row['companyName'] ?? row['companyHeader']) ?? ''
  // The symbol of a currency pair is only its first currency.
  const [pair] = /^[A-Z]{3}\.[A-Z]{3}\b/.exec(name) ?? []
  const symbol = textOf(row['symbol'])
  const exchange = textOf(row['description']) ?? ''
  const securityType = textOf(section?.['secType'] ?? row['secType']) ?? ''
  return {
    conid,
    symbol: names.of({ conid, symbol, title: pair, securityType, exchange }),
    ticker: pair ?? symbol ?? '',
    name,
    exchange,
    securityType,
  }
}

/** Reads what names a contract in the response of `GET /iserver/contract/{conid}/info`. */
export const readIdentity = (conid: number, symbol: string, row: Info): ContractIdentity =>
  identityOf({
    conid,
    symbol,
    securityType: textOf(row['instrument_type']) ?? '',
    exchange: textOf(row['exchange']) ?? '',
    localSymbol: textOf(row['local_symbol']),
    tradingClass: textOf(row['trading_class']),
    multiplier: numberOf(row['multiplier']),
    maturity: textOf(row['maturity_date']),
    month: textOf(row['contract_month']),
    strike: textOf(row['strike']),
    right: textOf(row['right']),
  })

function readInfo(conid: number, names: ContractNames, row: Info = {}): FoundContract | null {
  const [symbol, localSymbol] = [textOf(row['symbol']), textOf(row['local_symbol'])]
  const known = symbol ?? localSymbol
  if (known === undefined) return null
  const securityType = textOf(row['instrument_type']) ?? ''
  const exchange = textOf(row['exchange']) ?? ''
  return {
    conid,
    symbol: names.of(readIdentity(conid, known, row)),
    ticker: (securityType === 'CASH' ? localSymbol : undefined) ?? known,
    name: textOf(row['company_name']) ?? '',
    exchange,
    securityType,
  }
}

function readQuote(conid: number, row: Snapshot): QuoteView {
  return {
    conid,
    at: numberOf(row['_updated']) ?? 0,
    ...omitUndefined<Omit<QuoteView, 'conid' | 'at'>>({
      last: textOf(row['31']),
      bid: textOf(row['84']),
      ask: textOf(row['86']),
      bidSize: textOf(row['88']),
      askSize: textOf(row['85']),
      change: textOf(row['83']),
      changeAmount: textOf(row['82']),
      availability: textOf(row['6509']),
      delta: textOf(row['7308']),
    }),
  }
}
