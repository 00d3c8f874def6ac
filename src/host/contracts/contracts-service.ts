import type { ContractMatch, QuoteView } from '../../shared/contract/views.ts'
import type { Clock } from '../clock.ts'
import { HostError } from '../host-error.ts'
import type { SessionService } from '../session/session-service.ts'
import { upstreamError } from '../upstream/upstream-error.ts'

type Row = Readonly<Record<string, unknown>>

/** Last, bid, ask, change in percent. */
const QUOTE_FIELDS = '31,84,86,83'
/** The first snapshot of a contract only opens its stream; values follow within a second or two. */
const QUOTE_TRIES = 4
const QUOTE_PAUSE_MS = 500

/** Contracts of the last searches that are kept in mind. */
const KEPT = 500

/** Contracts by symbol, and what they cost right now. */
export class ContractsService {
  readonly #session: SessionService
  readonly #clock: Clock
  readonly #found = new Map<number, ContractMatch>()

  constructor(session: SessionService, clock: Clock) {
    this.#session = session
    this.#clock = clock
  }

  async search(symbol: string, signal: AbortSignal): Promise<readonly ContractMatch[]> {
    const answer = await this.#read('iserver/secdef/search', { symbol }, signal)
    const matches = Array.isArray(answer) ? answer.map(readMatch).filter((match) => match !== undefined) : []
    for (const match of matches) this.#keep(match)
    return matches
  }

  /** What is known of a contract without asking for it. */
  describe(conid: number): ContractMatch {
    return this.#found.get(conid) ?? { conid, symbol: `contract ${conid}`, name: '', exchange: '', securityType: '' }
  }

  /** Its name, asked for where it is not known and nothing is spoilt by that. */
  async name(conid: number, signal: AbortSignal): Promise<ContractMatch | null> {
    const known = this.#found.get(conid)
    if (known !== undefined || this.#session.require().hasOpenQuestion) return known ?? null
    const match = readInfo(conid, await this.#read(`iserver/contract/${conid}/info`, {}, signal))
    if (match !== null) this.#keep(match)
    return match
  }

  #keep(match: ContractMatch): void {
    this.#found.delete(match.conid)
    this.#found.set(match.conid, match)
    const [oldest] = this.#found.keys()
    if (this.#found.size > KEPT && oldest !== undefined) this.#found.delete(oldest)
  }

  async quote(conid: number, signal: AbortSignal): Promise<QuoteView> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#read(
        'iserver/marketdata/snapshot',
        { conids: String(conid), fields: QUOTE_FIELDS },
        signal,
      )
      const row = (Array.isArray(answer) ? answer[0] : undefined) as Row | undefined
      if (row?.['31'] !== undefined || attempt === QUOTE_TRIES) return readQuote(conid, row ?? {})
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
      this.#session.announce()
    }
  }
}

function readMatch(value: unknown): ContractMatch | undefined {
  const row = value as Row
  // Issuers of bonds come as an entry without a symbol and with a conid of nothing.
  if (row['symbol'] === null) return undefined
  const conid = Number(row['conid'])
  if (!Number.isSafeInteger(conid) || conid < 0) return undefined
  const [section] = Array.isArray(row['sections']) ? (row['sections'] as readonly Row[]) : []
  return {
    conid,
    symbol: String(row['symbol'] ?? ''),
    name: String(row['companyName'] ?? row['companyHeader'] ?? ''),
    exchange: String(row['description'] ?? ''),
    securityType: String(section?.['secType'] ?? row['secType'] ?? ''),
  }
}

function readInfo(conid: number, value: unknown): ContractMatch | null {
  const row = (value ?? {}) as Row
  const symbol = row['local_symbol'] ?? row['symbol']
  if (typeof symbol !== 'string' || symbol === '') return null
  return {
    conid,
    symbol,
    name: String(row['company_name'] ?? ''),
    exchange: String(row['exchange'] ?? ''),
    securityType: String(row['instrument_type'] ?? ''),
  }
}

function readQuote(conid: number, row: Row): QuoteView {
  const field = (name: string, id: string): Partial<QuoteView> => {
    const value = row[id]
    return value === undefined || value === '' ? {} : { [name]: String(value) }
  }
  const at = Number(row['_updated'])
  return {
    conid,
    at: Number.isFinite(at) ? at : 0,
    ...field('last', '31'),
    ...field('bid', '84'),
    ...field('ask', '86'),
    ...field('change', '83'),
  }
}
