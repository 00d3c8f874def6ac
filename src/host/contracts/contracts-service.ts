import { type Clock, type ContractDescription, IbkrContractError, type RouteResponse } from '../../client/index.ts'
import type { ContractMatch, FoundContract, PriceHistory } from '../../shared/contract/order-views.ts'
import type { QuoteView } from '../../shared/contract/ticket-views.ts'
import { type ContractId, comboKey, comboLegs, readLegs } from '../../shared/domain/combo.ts'
import { ContractNames } from '../../shared/domain/contract-name.ts'
import type { ContractIncrements, IncrementRule } from '../../shared/domain/price-increments.ts'
import { readSidePrice } from '../../shared/domain/quote.ts'
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
import { describeCombo, sumQuotes } from './combos.ts'
import { readPriceHistory } from './read-price-history.ts'

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

/** Searches contracts, and reads their current prices. */
export class ContractsService {
  readonly #session: ContractsSession
  readonly #clock: Clock
  /** Names of the contracts of the newest session. */
  #names = new ContractNames()
  readonly #cache = new Map<number, FoundContract>()
  /** Combos by their legs, as a text without the spread id. */
  readonly #combos = new Map<string, FoundContract>()
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
        this.#combos.clear()
        this.#quoted.clear()
        // Each login begins a new session at IBKR, which needs the first snapshot of a contract again.
        opened.onState(({ kind }) => kind !== 'ready' && this.#quoted.clear())
      },
    })
  }

  /** Searches the contracts that a text identifies. @throws HostError `not-found`, with what to do */
  search(text: string, signal: AbortSignal): Promise<readonly FoundContract[]> {
    return this.#find(text, signal, BY_PERSON)
  }

  async #find(text: string, signal: AbortSignal, by: ReadOptions): Promise<readonly FoundContract[]> {
    const found = await sendReads(this.#session, (session) =>
      session.searchContracts(text, { signal, ...by }).catch((error: unknown) => {
        if (IbkrContractError.is(error)) return error
        throw error
      }),
    )
    if (found instanceof Error) throw new HostError('not-found', found.message, { cause: found })
    const matches = found.map(toFoundContract)
    for (const match of matches) this.#add(match)
    return matches
  }

  /** Returns the cached description of a contract, or one with only its name. Sends no request. */
  readonly describe = ({ conid, conidex }: ContractId): ContractMatch => {
    const legs = comboLegs(conidex)
    const unknown = { name: '', exchange: '' }
    if (conidex === undefined || legs === undefined)
      return this.#cache.get(conid) ?? { conid, symbol: this.#names.of({ conid }), ...unknown, securityType: '' }
    const symbol = this.#names.of({ conid, conidex, securityType: 'BAG' })
    return {
      ...(this.#combos.get(comboKey(conidex) ?? '') ?? { symbol, ...unknown, securityType: 'BAG' }),
      conid,
      conidex,
    }
  }

  /** Describes the combo of a text, and reads its legs. @throws HostError `not-found`, with what to do */
  async combo(text: string, signal: AbortSignal): Promise<FoundContract> {
    const context = { names: this.#names, now: this.#clock.now() }
    const combo = await describeCombo(text, (conid) => this.name(conid, signal, BY_PERSON), context)
    this.#combos.set(comboKey(combo.conidex) ?? '', combo)
    dropOldest(this.#combos)
    return combo
  }

  /**
   * Reads the description of a contract, after the end of an order question. Returns null if IBKR has no description.
   */
  async name(conid: number, signal: AbortSignal, by = IN_BACKGROUND): Promise<FoundContract | null> {
    const known = this.#cache.get(conid)
    if (known !== undefined) return known
    const [match] = await this.#find(`#${conid}`, signal, by).catch((error: unknown) => {
      if (error instanceof HostError && error.code === 'not-found') return []
      throw error
    })
    return match ?? null
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

  /** Reports whether a price of the contract, or of every leg of a combo, was read in IBKR's current session. */
  hasQuoted({ conid, conidex }: ContractId): boolean {
    const legs = comboLegs(conidex)
    const conids = legs === undefined ? [conid] : readLegs(legs).map((leg) => leg.conid)
    return conids.every((each) => this.#quoted.has(each))
  }

  /** Reads prices since a time, after the end of an order question. */
  async history(conid: number, since: number, signal: AbortSignal): Promise<PriceHistory> {
    const about = { conid, since, now: this.#clock.now() }
    return sendReads(this.#session, (session) => readPriceHistory(session, about, signal))
  }

  /** Reads the current prices of a contract. */
  async quote(conid: number, signal: AbortSignal, by = BY_PERSON): Promise<QuoteView> {
    const [quote] = await this.#readQuotes([conid], signal, by)
    return quote ?? { conid, at: 0 }
  }

  /** Reads the current prices of the legs of a combo in one request, and adds them up. */
  async quoteCombo(id: ContractId & { readonly conidex: string }, signal: AbortSignal): Promise<QuoteView> {
    const legs = readLegs(comboLegs(id.conidex) ?? '')
    const quotes = await this.#readQuotes(
      legs.map(({ conid }) => conid),
      signal,
      BY_PERSON,
    )
    const described = legs.map(async (leg, index) => {
      const contract = await this.name(leg.conid, signal, BY_PERSON)
      if (contract === null) throw new HostError('not-found', `IBKR has no contract with the conid ${leg.conid}.`)
      return { ...leg, contract, quote: quotes[index] ?? { conid: leg.conid, at: 0 } }
    })
    return sumQuotes(id, await Promise.all(described))
  }

  async #readQuotes(conids: readonly number[], signal: AbortSignal, by: ReadOptions): Promise<readonly QuoteView[]> {
    const query = { conids, fields: QUOTE_FIELDS }
    for (let attempt = 1; ; attempt += 1) {
      const rows: readonly Snapshot[] = rowsOf(
        await sendReads(this.#session, (session) =>
          session.request('GET /iserver/marketdata/snapshot', { query, signal }, by),
        ),
      )
      const read = conids.map((conid) => ({ conid, row: rows.find((each) => numberOf(each.conid) === conid) ?? {} }))
      for (const { conid, row } of read) if (row['31'] !== undefined) this.#quoted.add(conid)
      if (read.every(({ row }) => row['31'] !== undefined) || attempt === QUOTE_TRIES)
        return read.map(({ conid, row }) => readQuote(conid, row))
      await new Promise<void>((resolve) => this.#clock.after(QUOTE_PAUSE_MS, resolve))
      if (signal.aborted) throw new HostError('cancelled', 'Cancelled.')
    }
  }
}

function dropOldest<Key>(cache: Map<Key, unknown>): void {
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

function toFoundContract(contract: ContractDescription): FoundContract {
  const { conid, name, symbol, companyName, exchange, securityType, derivatives } = contract
  const { currency, expiry, tradingClass, multiplier } = contract
  const options = derivatives?.find(({ securityType: type }) => type === 'OPT' || type === 'FOP')
  return {
    ...{ conid, symbol: name, ticker: symbol, name: companyName, exchange, securityType },
    ...omitUndefined<Pick<FoundContract, 'currency' | 'expiry' | 'tradingClass' | 'multiplier' | 'optionMonths'>>({
      ...{ currency, expiry, tradingClass, multiplier, optionMonths: options?.months },
    }),
  }
}

function readQuote(conid: number, row: Snapshot): QuoteView {
  return {
    conid,
    at: numberOf(row['_updated']) ?? 0,
    ...omitUndefined<Omit<QuoteView, 'conid' | 'at'>>({
      last: textOf(row['31']),
      bid: readSidePrice(textOf(row['84'])),
      ask: readSidePrice(textOf(row['86'])),
      bidSize: textOf(row['88']),
      askSize: textOf(row['85']),
      change: textOf(row['83']),
      changeAmount: textOf(row['82']),
      availability: textOf(row['6509']),
      delta: textOf(row['7308']),
    }),
  }
}
