import type { Clock } from '../../client/index.ts'
import type { QuoteView } from '../../shared/contract/ticket-views.ts'
import type { GuardRails } from '../../shared/domain/guard-rails.ts'
import type { ProfitRow } from '../../shared/domain/profit.ts'
import { marketDataKind } from '../../shared/domain/quote.ts'
import { numberOf, rowOf, rowsOf, textOf } from '../../shared/domain/read-value.ts'
import { readPointValue } from '../contracts/point-value.ts'
import { BY_PERSON, type ReadOptions, type ReadSession } from '../session/read-session.ts'
import type { ContractFacts, OrderFacts, ReferencePrice } from './order-facts.ts'
import type { OutgoingOrder } from './read-orders.ts'

/** Time in ms that all reads before one order may take. What is unknown then counts as not checkable. */
const READ_WITHIN_MS = 5_000
/** Age in ms up to which a quote is used again. */
const QUOTE_AGE_MS = 5_000
/** Age in ms up to which an exchange rate is used again. */
const RATE_AGE_MS = 10 * 60_000
/** Maximum number of contracts that are read for one request. */
const MAX_CONTRACTS = 20
/** Maximum number of cached contracts; the oldest are dropped first. */
const CACHED = 500

export interface FactsReaderOptions {
  readonly clock: Clock
  /** Returns the open session, undefined if there is none. */
  readonly session: () => ReadSession | undefined
  readonly quote: (conid: number, signal: AbortSignal, by: ReadOptions) => Promise<QuoteView>
  /** Returns the newest profit and loss of every account, undefined if it is unknown or old. */
  readonly profit: () => readonly ProfitRow[] | undefined
}

export interface FactsToRead {
  /** False to use only what is known already. */
  readonly mayRead: boolean
  /** Who needs the facts: the person who sends the order, or a review, which does not wait for an order question. */
  readonly by: ReadOptions
  readonly signal: AbortSignal
}

/** The reads for the orders of one request. */
interface Reading {
  readonly session: ReadSession
  readonly by: ReadOptions
  readonly signal: AbortSignal
}

interface Aged<T> {
  readonly value: T
  readonly at: number
}

/** Reads the data that the limits need: contracts, prices, exchange rates and the daily loss. */
export class FactsReader {
  readonly #options: FactsReaderOptions
  readonly #contracts = new Map<number, ContractFacts>()
  /** Prices, also those that IBKR did not send: without market data, each read takes seconds. */
  readonly #prices = new Map<number, Aged<ReferencePrice | undefined>>()
  readonly #rates = new Map<string, Aged<number>>()
  #baseCurrencies = new Map<string, string>()

  constructor(options: FactsReaderOptions) {
    this.#options = options
  }

  /** Drops everything, because another session begins. */
  clear(): void {
    this.#contracts.clear()
    this.#prices.clear()
    this.#rates.clear()
    this.#baseCurrencies = new Map()
  }

  /**
   * Returns the facts about orders. What cannot be read is missing.
   * @throws IbkrError `question-open` for an order of a person to whom IBKR has asked a question
   */
  async read(
    orders: readonly OutgoingOrder[],
    rails: GuardRails,
    { mayRead, by, signal }: FactsToRead,
  ): Promise<OrderFacts> {
    const session = this.#options.session()
    let isComplete = true
    if (mayRead && session) {
      const ended = new AbortController()
      const cancel = this.#options.clock.after(READ_WITHIN_MS, () => ended.abort())
      const limited = AbortSignal.any([signal, ended.signal])
      try {
        const work = this.#readMissing({ session, by, signal: limited }, orders, rails)
        isComplete = await Promise.race([
          work.then(() => true),
          new Promise<false>((resolve) => ended.signal.addEventListener('abort', () => resolve(false))),
        ])
      } finally {
        cancel()
        ended.abort()
      }
    }
    // A review uses older facts while its reads wait for the end of an order question.
    const isNew = mayRead && (isComplete || by === BY_PERSON)
    return this.#known(conidsOf(orders), rails, isNew)
  }

  async #readMissing(reading: Reading, orders: readonly OutgoingOrder[], rails: GuardRails): Promise<void> {
    const { session, signal } = reading
    // Reads during a login would fail, and an order that is allowed would count as not checkable.
    if (isLoggingIn(session)) await attempt(session.ready({ signal }))
    const conids = conidsOf(orders)
    const isOn = (...names: readonly (keyof Omit<GuardRails, 'currency'>)[]): boolean =>
      names.some((name) => rails[name].action !== 'off')
    const buysForCash = isOn('quantity') && orders.some(({ cash }) => cash !== undefined)
    const needsContract = isOn('value', 'symbols', 'assetClasses') || buysForCash
    const needsPrice = isOn('value', 'collar') || buysForCash
    await Promise.all([
      ...(needsContract ? conids.map((conid) => this.#readContract(reading, conid)) : []),
      ...(needsPrice ? conids.map((conid) => this.#readPrice(reading, conid)) : []),
      ...(isOn('dailyLoss') ? [this.#readBaseCurrencies(reading)] : []),
    ])
    const currencies = new Set([
      ...(isOn('value') ? conids.flatMap((conid) => this.#contracts.get(conid)?.currency ?? []) : []),
      ...(isOn('dailyLoss') ? this.#baseCurrencies.values() : []),
    ])
    await Promise.all([...currencies].map((currency) => this.#readRate(reading, currency, rails.currency)))
  }

  /** Returns the known facts. `isNew`: without old prices, because a read may have failed or the session is not ready. */
  #known(conids: readonly number[], { currency }: GuardRails, isNew: boolean): OrderFacts {
    const oldest = isNew ? this.#options.clock.monotonic() - QUOTE_AGE_MS - READ_WITHIN_MS : Number.NEGATIVE_INFINITY
    return {
      contracts: new Map(conids.flatMap((conid) => entryOf(conid, this.#contracts.get(conid)))),
      prices: new Map(
        conids.flatMap((conid) => {
          const price = this.#prices.get(conid)
          return price && price.at >= oldest ? entryOf(conid, price.value) : []
        }),
      ),
      ...this.money(currency),
    }
  }

  /** Returns the rates to a currency and the daily loss in it, as they are known now. */
  money(currency: string): Pick<OrderFacts, 'rates' | 'dailyLoss'> {
    const rates = new Map([[currency, 1]])
    for (const [pair, { value }] of this.#rates) {
      const [from, to] = pair.split(' ')
      if (to === currency && from !== undefined) rates.set(from, value)
    }
    return { rates, dailyLoss: this.#dailyLoss(rates) }
  }

  #dailyLoss(rates: ReadonlyMap<string, number>): number | undefined {
    const rows = this.#options.profit()
    if (rows === undefined || rows.length === 0) return undefined
    const reported = new Set(rows.map(({ account }) => account))
    for (const account of this.#baseCurrencies.keys()) if (!reported.has(account)) return undefined
    let loss = 0
    for (const { account, daily } of rows) {
      const rate = rates.get(this.#baseCurrencies.get(account) ?? '')
      if (rate === undefined || daily === undefined) return undefined
      loss -= daily * rate
    }
    return loss
  }

  /** Uses a quote that was read for another purpose, such as the ticket. */
  noteQuote(quote: QuoteView): void {
    this.#setPrice(quote.conid, referenceOf(quote))
  }

  #setPrice(conid: number, value: ReferencePrice | undefined): void {
    this.#prices.set(conid, { value, at: this.#options.clock.monotonic() })
    dropOldest(this.#prices)
  }

  async #readContract({ session, by, signal }: Reading, conid: number): Promise<void> {
    if (this.#contracts.has(conid) || signal.aborted) return
    const input = { path: { conid }, query: { isBuy: true }, signal }
    this.noteContract(conid, await attempt(session.request('GET /iserver/contract/{conid}/info-and-rules', input, by)))
  }

  /** Uses the response of `GET /iserver/contract/{conid}/info-and-rules`, which may have been read for another purpose. */
  noteContract(conid: number, body: unknown): void {
    const row = rowOf(body)
    if (row === undefined || textOf(row['currency']) === undefined) return
    const assetClass = textOf(row['instrument_type'])
    const rules = rowOf(row['rules'])
    // Without rules, prices may be in a hundredth of the currency.
    const pointValue = rules && readPointValue(row, rules)
    const symbol = textOf(row['symbol'] ?? row['local_symbol'])
    const currency = textOf(row['currency'])
    this.#contracts.set(conid, {
      ...(symbol !== undefined && { symbol }),
      ...(currency !== undefined && { currency }),
      ...(assetClass !== undefined && { assetClass }),
      ...(pointValue !== undefined && { pointValue }),
    })
    dropOldest(this.#contracts)
  }

  async #readPrice({ by, signal }: Reading, conid: number): Promise<void> {
    const now = this.#options.clock.monotonic()
    const known = this.#prices.get(conid)
    if ((known && now - known.at < QUOTE_AGE_MS) || signal.aborted) return
    const quote = await attempt(this.#options.quote(conid, signal, by))
    // A read that was given up does not show that IBKR has no price: the check before the order leaves reads it.
    if (quote === undefined && signal.aborted) return
    this.#setPrice(conid, quote && referenceOf(quote))
  }

  async #readRate({ session, by, signal }: Reading, source: string, target: string): Promise<void> {
    if (source === target) return
    const key = `${source} ${target}`
    const known = this.#rates.get(key)
    if ((known && this.#options.clock.monotonic() - known.at < RATE_AGE_MS) || signal.aborted) return
    this.#rates.delete(key)
    const input = { query: { source, target }, signal }
    const body = await attempt(session.request('GET /iserver/exchangerate', input, by))
    const value = numberOf(rowOf(body)?.['rate'])
    if (value !== undefined && value > 0) this.#rates.set(key, { value, at: this.#options.clock.monotonic() })
  }

  async #readBaseCurrencies({ session, by, signal }: Reading): Promise<void> {
    if (this.#baseCurrencies.size > 0 || signal.aborted) return
    const body = await attempt(session.request('GET /portfolio/accounts', { signal }, by))
    for (const row of rowsOf(body)) {
      const [id, currency] = [textOf(row['accountId'] ?? row['id']), textOf(row['currency'])]
      if (id !== undefined && currency !== undefined) this.#baseCurrencies.set(id, currency)
    }
  }
}

const isLoggingIn = ({ state }: ReadSession): boolean => state.kind === 'connecting' || state.kind === 'authenticating'

const conidsOf = (orders: readonly OutgoingOrder[]): readonly number[] =>
  [...new Set(orders.flatMap(({ conid }) => conid ?? []))].slice(0, MAX_CONTRACTS)

/**
 * Reads the last price, or the middle of bid and ask. IBKR marks a close with C and a halt with H. A delayed or frozen
 * quote is not current either.
 */
function referenceOf({ last, bid, ask, availability }: QuoteView): ReferencePrice | undefined {
  const [mark = '', digits = ''] = /^([A-Z]*)(.*)$/.exec(last ?? '')?.slice(1) ?? []
  const price = numberOf(digits)
  const [low, high] = [numberOf(bid), numberOf(ask)]
  const asked = high !== undefined && high > 0 ? { ask: high } : {}
  const isLive = marketDataKind(availability) === 'live'
  if (price !== undefined && price !== 0) return { price, isCurrent: isLive && mark === '', ...asked }
  if (low === undefined || high === undefined || low <= 0) return undefined
  return { price: (low + high) / 2, isCurrent: isLive, ...asked }
}

/** Resolves to undefined if a read fails, unless an order question is open: then the order must not be sent either. */
const attempt = <T>(work: Promise<T>): Promise<T | undefined> =>
  work.catch((error: unknown) => {
    if (Reflect.get(Object(error), 'code') === 'question-open') throw error
    return undefined
  })

const entryOf = <T>(conid: number, value: T | undefined): readonly (readonly [number, T])[] =>
  value === undefined ? [] : [[conid, value]]

function dropOldest(cache: Map<number, unknown>): void {
  const [oldest] = cache.keys()
  if (cache.size > CACHED && oldest !== undefined) cache.delete(oldest)
}
