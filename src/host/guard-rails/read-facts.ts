import type { Clock } from '../../client/index.ts'
import { readContractInfo } from '../../client/unpublished.ts'
import type { QuoteView } from '../../shared/contract/ticket-views.ts'
import { dayInNewYork } from '../../shared/domain/contract-days.ts'
import { ContractNames } from '../../shared/domain/contract-name.ts'
import { countDecimals } from '../../shared/domain/format-number.ts'
import type { GuardRailName, GuardRails } from '../../shared/domain/guard-rails.ts'
import { readPosition } from '../../shared/domain/position.ts'
import type { ProfitRow } from '../../shared/domain/profit.ts'
import { marketDataKind } from '../../shared/domain/quote.ts'
import { numberOf, rowOf, rowsOf, textOf } from '../../shared/domain/read-value.ts'
import { readPortfolioAccounts } from '../account/portfolio-accounts.ts'
import { readTerms } from '../contracts/contract-terms.ts'
import { readPointValue } from '../contracts/point-value.ts'
import { BY_PERSON, type ReadOptions, type ReadSession } from '../session/read-session.ts'
import { legsOf } from './order-amounts.ts'
import {
  type AccountPositions,
  type ContractFacts,
  isOption,
  mayBeOptionOn,
  type OrderFacts,
  type ReferencePrice,
} from './order-facts.ts'
import type { OutgoingOrder } from './read-orders.ts'

/** Time in ms that all reads before one order may take. What is unknown then counts as not checkable. */
const READ_WITHIN_MS = 5_000
/** Age in ms up to which a quote is used again. */
const QUOTE_AGE_MS = 5_000
/** Age in ms up to which an exchange rate is used again. */
const RATE_AGE_MS = 10 * 60_000
/** Maximum number of contracts that are read for one request: of its orders, and of options that the account holds. */
const MAX_CONTRACTS = 20
/** Maximum number of cached contracts; the oldest are dropped first. */
const CACHED = 500

export interface FactsReaderOptions {
  readonly clock: Clock
  /** Returns the open session, undefined if there is none. */
  readonly session: () => ReadSession | undefined
  readonly quote: (conid: number, signal: AbortSignal, by: ReadOptions) => Promise<QuoteView>
  /** Resolves when IBKR's order list is up to date. */
  readonly ordersCurrent: (signal: AbortSignal) => Promise<void>
  /** Returns the newest profit and loss of every account, undefined if it is unknown or old. */
  readonly profit: () => readonly ProfitRow[] | undefined
}

export interface FactsToRead {
  /** False to use only what is known already. */
  readonly mayRead: boolean
  /** Who needs the facts: the person who sends the order, or a review, which does not wait for an order question. */
  readonly by: ReadOptions
  readonly signal: AbortSignal
  /** Conids of working orders that may be options. Default: none. */
  readonly others?: readonly number[]
}

/** The reads for the orders of one request. */
interface Reading {
  readonly session: ReadSession
  readonly by: ReadOptions
  readonly signal: AbortSignal
}

/** Value and delta of a contract at one time. */
interface KnownPrice {
  readonly reference: ReferencePrice | undefined
  readonly delta: number | undefined
}

/** Limits that depend on the terms of a contract. */
const ABOUT_CONTRACTS: readonly GuardRailName[] = [
  ...(['value', 'symbols', 'assetClasses', 'notional', 'delta', 'expiryLoss', 'nakedShorts', 'daysToExpiry'] as const),
  // For the symbol in its message, and because currency pairs are no position.
  'position',
]
/** Limits that depend on the positions of an account. An order that closes a position is not judged by some of them. */
const ABOUT_POSITIONS: readonly GuardRailName[] = ['nakedShorts', 'daysToExpiry', 'expiryLoss', 'position']
/** The limits that depend on the orders that may still fill. */
export const ABOUT_PENDING: readonly GuardRailName[] = [...ABOUT_POSITIONS, 'workingOrders']

interface Aged<T> {
  readonly value: T
  readonly at: number
}

/** Reads the data that the limits need: contracts, prices, exchange rates and the daily loss. */
export class FactsReader {
  readonly #options: FactsReaderOptions
  readonly #contracts = new Map<number, ContractFacts>()
  /** Prices, also those that IBKR did not send: without market data, each read takes seconds. */
  readonly #prices = new Map<number, Aged<KnownPrice>>()
  readonly #positions = new Map<string, AccountPositions>()
  readonly #rates = new Map<string, Aged<number>>()
  #baseCurrencies = new Map<string, string>()

  constructor(options: FactsReaderOptions) {
    this.#options = options
  }

  /** Drops everything, because another session begins. */
  clear(): void {
    this.#contracts.clear()
    this.#prices.clear()
    this.#positions.clear()
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
    { mayRead, by, signal, others = [] }: FactsToRead,
  ): Promise<Omit<OrderFacts, 'filled'>> {
    const session = this.#options.session()
    let isComplete = true
    if (mayRead && session) {
      const ended = new AbortController()
      const cancel = this.#options.clock.after(READ_WITHIN_MS, () => ended.abort())
      const limited = AbortSignal.any([signal, ended.signal])
      try {
        const work = this.#readMissing({ session, by, signal: limited }, orders, rails, others)
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
    return this.#known(orders, rails, isNew, others)
  }

  async #readMissing(
    reading: Reading,
    orders: readonly OutgoingOrder[],
    rails: GuardRails,
    others: readonly number[],
  ): Promise<void> {
    const { session, signal } = reading
    // Reads during a login would fail, and an order that is allowed would count as not checkable.
    if (isLoggingIn(session)) await attempt(session.ready({ signal }))
    const conids = conidsOf(orders)
    const isOn = (...names: readonly GuardRailName[]): boolean => names.some((name) => rails[name].action !== 'off')
    const buysForCash = isOn('quantity', 'position') && orders.some(({ cash }) => cash !== undefined)
    // The price of a combo depends on the multipliers of its legs.
    const pricesCombo = isOn('collar') && orders.some(({ conid }) => conid === undefined)
    const needsContract = isOn(...ABOUT_CONTRACTS) || buysForCash || pricesCombo
    const needsPrice = isOn('value', 'collar', 'notional', 'delta', 'expiryLoss') || buysForCash
    const all = (reads: readonly Promise<unknown>[]): Promise<unknown> => Promise.all(reads)
    const contracts = all(needsContract ? conids.map((conid) => this.#readContract(reading, conid)) : [])
    const positions = all(
      isOn(...ABOUT_POSITIONS) ? accountsOf(orders).map((id) => this.#readPositions(reading, id)) : [],
    )
    const accounts = isOn('dailyLoss') ? this.#readBaseCurrencies(reading) : undefined
    const readRates = (currencies: Iterable<string>): Promise<unknown> =>
      all([...new Set(currencies)].map((currency) => this.#readRate(reading, currency, rails.currency)))
    // No read waits for one that it does not depend on: the positions may wait for IBKR's rate limit.
    await Promise.all([
      contracts.then(() =>
        all([
          ...(isOn('value', 'notional', 'expiryLoss') ? [readRates(this.#currenciesOf(conids))] : []),
          ...(isOn('notional') ? this.#underlyingsOf(conids).map((conid) => this.#readPrice(reading, conid)) : []),
        ]),
      ),
      positions,
      all([contracts, positions]).then(() =>
        all(isOn('nakedShorts') ? this.#optionsOf(orders, others).map((id) => this.#readContract(reading, id)) : []),
      ),
      accounts?.then(() => readRates(this.#baseCurrencies.values())),
      ...(needsPrice ? conids.map((conid) => this.#readPrice(reading, conid)) : []),
      ...(isOn(...ABOUT_PENDING) ? [this.#options.ordersCurrent(signal)] : []),
    ])
  }

  #currenciesOf(conids: readonly number[]): readonly string[] {
    return conids.flatMap((conid) => this.#contracts.get(conid)?.currency ?? [])
  }

  #underlyingsOf(conids: readonly number[]): readonly number[] {
    const contracts = conids.map((conid) => this.#contracts.get(conid))
    return [...new Set(contracts.flatMap((contract) => (isOption(contract) ? (contract?.underlying ?? []) : [])))]
  }

  /** Returns the options that the accounts of orders hold on the same symbols, and those of working orders. */
  #optionsOf(orders: readonly OutgoingOrder[], others: readonly number[]): readonly number[] {
    const symbols = new Set(conidsOf(orders).flatMap((conid) => this.#contracts.get(conid)?.symbol ?? []))
    const rows = accountsOf(orders).flatMap((account) => this.#positions.get(account)?.rows ?? [])
    const held = rows.filter((row) => row.quantity !== 0 && mayBeOptionOn(row, symbols))
    return [...new Set([...held.map(({ conid }) => conid), ...others])].slice(0, MAX_CONTRACTS)
  }

  /** Returns the known facts. `isNew`: without old prices, because a read may have failed or the session is not ready. */
  #known(
    orders: readonly OutgoingOrder[],
    { currency }: GuardRails,
    isNew: boolean,
    others: readonly number[],
  ): Omit<OrderFacts, 'filled'> {
    const { clock } = this.#options
    const newest = clock.monotonic() - QUOTE_AGE_MS - READ_WITHIN_MS
    const oldest = isNew ? newest : Number.NEGATIVE_INFINITY
    const conids = conidsOf(orders)
    const priced = [...conids, ...this.#underlyingsOf(conids)].flatMap((conid) => {
      const price = this.#prices.get(conid)
      return price && price.at >= oldest ? [[conid, price.value] as const] : []
    })
    const described = new Set([...conids, ...this.#optionsOf(orders, others)])
    return {
      contracts: new Map([...described].flatMap((conid) => entryOf(conid, this.#contracts.get(conid)))),
      prices: new Map(priced.flatMap(([conid, { reference }]) => entryOf(conid, reference))),
      deltas: new Map(priced.flatMap(([conid, { delta }]) => entryOf(conid, delta))),
      positions: new Map(
        accountsOf(orders).flatMap((account) => {
          const positions = this.#positions.get(account)
          return positions && positions.at >= oldest ? [[account, positions]] : []
        }),
      ),
      today: dayInNewYork(clock.now()).replaceAll('-', ''),
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
    this.#setPrice(quote.conid, quote)
  }

  #setPrice(conid: number, quote: QuoteView | undefined): void {
    const value = { reference: quote && referenceOf(quote), delta: numberOf(quote?.delta) }
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
    const named = readContractInfo(conid, row, new ContractNames())
    const currency = textOf(row['currency'])
    this.#contracts.set(conid, {
      ...(symbol !== undefined && { symbol }),
      ...(named && { name: named.name }),
      ...(currency !== undefined && { currency }),
      ...(assetClass !== undefined && { assetClass }),
      ...(pointValue !== undefined && { pointValue }),
      ...readTerms(row),
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
    this.#setPrice(conid, quote)
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

  /** Reads the positions of an account, each time: IBKR does not cache this response. */
  async #readPositions({ session, by, signal }: Reading, account: string): Promise<void> {
    if (signal.aborted) return
    const at = this.#options.clock.monotonic()
    // IBKR requires the list of accounts once per session: before that, it reports that there are no positions.
    await this.#readBaseCurrencies({ session, by, signal })
    if (this.#baseCurrencies.size === 0) return
    const input = { path: { accountId: account }, signal }
    const body: unknown = await attempt(session.request('GET /portfolio2/{accountId}/positions', input, by))
    const rows = Array.isArray(body) ? body.map((row) => readPosition(account, row)) : [undefined]
    // A position that cannot be read may be any.
    if (rows.every((row) => row !== undefined)) this.#positions.set(account, { rows, at })
    else this.#positions.delete(account)
  }

  async #readBaseCurrencies({ session, by, signal }: Reading): Promise<void> {
    if (this.#baseCurrencies.size > 0 || signal.aborted) return
    const body = await attempt(readPortfolioAccounts(session, { signal, by }))
    for (const row of rowsOf(body)) {
      const [id, currency] = [textOf(row['accountId'] ?? row['id']), textOf(row['currency'])]
      if (id !== undefined && currency !== undefined) this.#baseCurrencies.set(id, currency)
    }
  }
}

const isLoggingIn = ({ state }: ReadSession): boolean => state.kind === 'connecting' || state.kind === 'authenticating'

const conidsOf = (orders: readonly OutgoingOrder[]): readonly number[] =>
  [...new Set(orders.flatMap((order) => legsOf(order)?.map(({ conid }) => conid) ?? []))].slice(0, MAX_CONTRACTS)

const accountsOf = (orders: readonly OutgoingOrder[]): readonly string[] => [
  ...new Set(orders.flatMap(({ account }) => account ?? [])),
]

/**
 * Reads the last price, or the middle of bid and ask. IBKR marks a close with C and a halt with H. A delayed or frozen
 * quote is not current either.
 */
function referenceOf({ last, bid, ask, availability }: QuoteView): ReferencePrice | undefined {
  const [mark = '', digits = ''] = /^([A-Z]*)(.*)$/.exec(last ?? '')?.slice(1) ?? []
  const price = numberOf(digits)
  const decimals = Math.max(...[digits, bid, ask].map((text) => countDecimals(text ?? '')))
  const [low, high] = [numberOf(bid), numberOf(ask)]
  const known = { ...(decimals > 0 && { decimals }), ...(high !== undefined && { ask: high }) }
  const isLive = marketDataKind(availability) === 'live'
  if (price !== undefined && price !== 0) return { price, isCurrent: isLive && mark === '', ...known }
  if (low === undefined || high === undefined) return undefined
  return { price: (low + high) / 2, isCurrent: isLive, ...known }
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
