import type { ContractMatch, QuoteView } from '../../shared/contract/views.ts'
import { definedFields, numberOf, type Row, rowOf, rowsOf, textOf } from '../../shared/domain/read-value.ts'
import type { Clock } from '../clock.ts'
import { HostError } from '../host-error.ts'
import type { SessionService } from '../session/session-service.ts'
import { upstreamError } from '../upstream/upstream-error.ts'

/** IBKR's field numbers of last, bid, ask and change in percent. */
const QUOTE_FIELDS = '31,84,86,83'
/** IBKR's first snapshot of a contract only opens its stream; values follow within one or two seconds. */
const QUOTE_TRIES = 4
const QUOTE_PAUSE_MS = 500
/** Maximum number of cached contracts; the oldest are dropped first. */
const CACHED = 500

/** Searches contracts by symbol and reads their current prices. */
export class ContractsService {
  readonly #session: SessionService
  readonly #clock: Clock
  readonly #cache = new Map<number, ContractMatch>()

  constructor(session: SessionService, clock: Clock) {
    this.#session = session
    this.#clock = clock
  }

  async search(symbol: string, signal: AbortSignal): Promise<readonly ContractMatch[]> {
    const body = await this.#read('iserver/secdef/search', { symbol }, signal)
    const matches = Array.isArray(body) ? rowsOf(body).flatMap((row) => readMatch(row) ?? []) : []
    for (const match of matches) this.#add(match)
    return matches
  }

  /** The cached description of a contract, or one with only its conid. Sends no request. */
  describe(conid: number): ContractMatch {
    return this.#cache.get(conid) ?? { conid, symbol: `contract ${conid}`, name: '', exchange: '', securityType: '' }
  }

  /** Reads the description of a contract. Null if IBKR has none, or if the request would void an open question. */
  async name(conid: number, signal: AbortSignal): Promise<ContractMatch | null> {
    const known = this.#cache.get(conid)
    if (known !== undefined || this.#session.require().hasOpenQuestion) return known ?? null
    const match = readInfo(conid, rowOf(await this.#read(`iserver/contract/${conid}/info`, {}, signal)))
    if (match !== null) this.#add(match)
    return match
  }

  #add(match: ContractMatch): void {
    this.#cache.delete(match.conid)
    this.#cache.set(match.conid, match)
    const [oldest] = this.#cache.keys()
    if (this.#cache.size > CACHED && oldest !== undefined) this.#cache.delete(oldest)
  }

  async quote(conid: number, signal: AbortSignal): Promise<QuoteView> {
    const params = { conids: String(conid), fields: QUOTE_FIELDS }
    for (let attempt = 1; ; attempt += 1) {
      const [row = {}] = rowsOf(await this.#read('iserver/marketdata/snapshot', params, signal))
      if (row['31'] !== undefined || attempt === QUOTE_TRIES) return readQuote(conid, row)
      await new Promise<void>((resolve) => this.#clock.after(QUOTE_PAUSE_MS, resolve))
      if (signal.aborted) throw new HostError('cancelled', 'Cancelled.')
    }
  }

  async #read(path: string, params: Record<string, string>, signal: AbortSignal): Promise<unknown> {
    try {
      return await this.#session.require().request({ path, params, signal })
    } catch (error) {
      throw upstreamError(error, false)
    } finally {
      this.#session.pacing.report()
    }
  }
}

function readMatch(row: Row): ContractMatch | undefined {
  const conid = Number(row['conid'])
  // IBKR lists issuers of bonds without a symbol and with an invalid conid.
  if (row['symbol'] === null || !Number.isSafeInteger(conid) || conid < 0) return undefined
  const [section] = rowsOf(row['sections'])
  return {
    conid,
    symbol: textOf(row['symbol']) ?? '',
    name: textOf(row['companyName'] ?? row['companyHeader']) ?? '',
    exchange: textOf(row['description']) ?? '',
    securityType: textOf(section?.['secType'] ?? row['secType']) ?? '',
  }
}

function readInfo(conid: number, row: Row = {}): ContractMatch | null {
  const symbol = textOf(row['local_symbol'] ?? row['symbol'])
  if (symbol === undefined) return null
  return {
    conid,
    symbol,
    name: textOf(row['company_name']) ?? '',
    exchange: textOf(row['exchange']) ?? '',
    securityType: textOf(row['instrument_type']) ?? '',
  }
}

function readQuote(conid: number, row: Row): QuoteView {
  return {
    conid,
    at: numberOf(row['_updated']) ?? 0,
    ...definedFields<Pick<QuoteView, 'last' | 'bid' | 'ask' | 'change'>>({
      last: textOf(row['31']),
      bid: textOf(row['84']),
      ask: textOf(row['86']),
      change: textOf(row['83']),
    }),
  }
}
