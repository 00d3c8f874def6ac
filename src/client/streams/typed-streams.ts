import { ContractNames } from '../../shared/domain/contract-name.ts'
import { formatSocketText } from '../../shared/domain/topics.ts'
import { requireObject } from '../check-arguments.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { type AccountSummary, createLedgerKind, createSummaryKind, type Ledger } from './account-values.ts'
import { type Announcement, observeAnnouncements } from './announcements.ts'
import { type ActiveExercise, OptionExercise } from './exercise-dialogue.ts'
import { HistoryRequestQueue } from './history-request-queue.ts'
import { createDepthKind, type Depth } from './market-depth.ts'
import { OrderStream } from './order-stream.ts'
import type { History, HistoryQuery, PartialBar } from './price-history.ts'
import { createProfitKind, type ProfitAndLoss } from './profit-and-loss.ts'
import type { QuoteField } from './quote-fields.ts'
import { createQuoteKind, findQuoteFieldNames, type Quote } from './quote-stream.ts'
import { SharedStreams } from './shared-streams.ts'
import {
  readAccountArgument,
  readContractArgument,
  readDaysArgument,
  readJsonArgument,
  readQuoteFieldIds,
  readTopicTargetArgument,
} from './stream-arguments.ts'
import type { StreamSession, StreamSource } from './stream-source.ts'
import { createTradesKind, type Trades } from './trades-stream.ts'
import { ValueStream } from './value-stream.ts'

/** The part of the account summary or the ledger to subscribe to. Default: everything. */
export interface AccountValueChoice {
  /** Keys of entries, such as `ExcessLiquidity-S` or `LedgerListUSD`. */
  readonly keys?: readonly string[]
  /** Fields of each entry, such as `currency` and `monetaryValue`. */
  readonly fields?: readonly string[]
}

/**
 * The live topics of a session as typed streams: each is an Observable and an AsyncIterable. The first subscriber
 * starts the subscription of the topic, and the last subscriber ends it. Each value is the whole state with all changes
 * merged, and has a `gap` while it may be outdated.
 * @example
 * ```ts run=gateway
 * import { IbkrClient } from 'ibkr-web-client'
 *
 * const client = new IbkrClient('localhost:5000')
 * for await (const { trades, gap } of client.connect().streams.trades({ days: 2 })) {
 *   console.log(`${trades.size} executions`, gap === undefined ? '' : `no updates since ${new Date(gap.from)}`)
 *   break
 * }
 * await client.close()
 * ```
 */
export class TypedStreams {
  /**
   * Names of the contracts in the orders and executions of this session.
   * @internal
   */
  readonly contractNames = new ContractNames()
  readonly #source: StreamSource
  readonly #orders: OrderStream
  readonly #trades: SharedStreams<Trades>
  readonly #quotes: SharedStreams<Quote>
  readonly #profit: SharedStreams<ProfitAndLoss>
  readonly #depth: SharedStreams<Depth>
  readonly #summary: SharedStreams<AccountSummary>
  readonly #ledger: SharedStreams<Ledger>
  readonly #history: HistoryRequestQueue
  readonly #exercise: ActiveExercise = { current: undefined }
  /** The topic of the market depth stream of each account. */
  readonly #ladders = new Map<string, { readonly topic: string; subscribers: number }>()

  constructor(source: StreamSource, session: StreamSession) {
    this.#source = source
    this.#orders = new OrderStream(source, session, this.contractNames)
    this.#trades = new SharedStreams(source)
    this.#quotes = new SharedStreams(source)
    this.#profit = new SharedStreams(source)
    this.#depth = new SharedStreams(source)
    this.#summary = new SharedStreams(source)
    this.#ledger = new SharedStreams(source)
    this.#history = new HistoryRequestQueue(source)
  }

  /**
   * Returns the orders of the day by id, with each update. Changes are merged; the orders are read over REST at the
   * start, after a gap and once a minute.
   */
  orders(): OrderStream {
    return this.#orders
  }

  /**
   * Returns executions by id, of the last `days` (1 to 7, default 1) and live. IBKR sends up to a week in any case
   * (measured, 2026).
   * @throws IbkrError `config-invalid`
   */
  trades(options: { readonly days?: number } = {}): ValueStream<Trades> {
    const days = readDaysArgument(options)
    return this.#trades.observe(
      createTradesKind(this.contractNames),
      formatSocketText('str', [], { realtimeUpdatesOnly: false, days }),
    )
  }

  /**
   * Returns market data of a contract (`265598`, or `'265598@NYSE'`), with fields by name or by IBKR's number. All
   * subscribers of a contract receive the fields that any of them requested.
   * @throws IbkrError `config-invalid`
   */
  quotes(contract: number | string, fields: readonly QuoteField[]): ValueStream<Quote> {
    const target = readContractArgument('contract', contract)
    const ids = readQuoteFieldIds(fields)
    return this.#quotes.observe(
      createQuoteKind(target),
      formatSocketText('smd', [target], { fields: ids }),
      findQuoteFieldNames(ids),
    )
  }

  /** Returns profit and loss of every account, about once a second. */
  profitAndLoss(): ValueStream<ProfitAndLoss> {
    return this.#profit.observe(createProfitKind(), formatSocketText('spl', [], {}))
  }

  /**
   * Returns bars of a contract. Completes after the response, or with `live` keeps one of IBKR's five slots (IBKR's
   * documentation) and continues with the running bar. Further requests wait for a slot. Bars of a query with a
   * `format` have only the values that the format names.
   * @throws IbkrError `config-invalid`
   */
  history(
    contract: number | string,
    query?: HistoryQuery & { readonly format?: undefined },
    options?: { readonly live?: boolean },
  ): ValueStream<History>
  history(
    contract: number | string,
    query: HistoryQuery,
    options?: { readonly live?: boolean },
  ): ValueStream<History<PartialBar>>
  history(
    contract: number | string,
    query: HistoryQuery = {},
    options: { readonly live?: boolean } = {},
  ): ValueStream<History<PartialBar>> {
    const target = readContractArgument('contract', contract)
    requireObject(options, 'The third argument of a history')
    const { live = false } = options
    readJsonArgument('query', query)
    return this.#history.observe(target, query, live)
  }

  /**
   * Returns market depth of a contract. IBKR allows one stream per account (IBKR's documentation): a second stream for
   * another contract ends with `subscription-taken`.
   * @throws IbkrError `config-invalid`
   */
  depth(account: string, conid: number, exchange?: string): ValueStream<Depth> {
    readAccountArgument(account)
    readContractArgument('conid', conid)
    if (exchange !== undefined) readTopicTargetArgument('exchange', exchange)
    const kind = createDepthKind(account, conid, exchange)
    const values = this.#depth.observe(kind, kind.topic)
    return new ValueStream((subscriber) => {
      const ladder = this.#ladders.get(account) ?? { topic: kind.topic, subscribers: 0 }
      if (ladder.topic !== kind.topic) {
        subscriber.error(
          new IbkrError(
            'subscription-taken',
            `Account ${account} already has a market depth stream (${ladder.topic}): end it first.`,
          ),
        )
        return
      }
      this.#ladders.set(account, ladder)
      ladder.subscribers += 1
      const subscription = values.subscribe(subscriber)
      return () => {
        subscription.unsubscribe()
        ladder.subscribers -= 1
        if (ladder.subscribers === 0) this.#ladders.delete(account)
      }
    })
  }

  /**
   * Returns the account summary by key, every ten seconds.
   * @throws IbkrError `config-invalid`
   */
  accountSummary(account: string, choice: AccountValueChoice = {}): ValueStream<AccountSummary> {
    const target = readAccountArgument(account)
    return this.#summary.observe(
      createSummaryKind(target),
      `${formatSocketText('ssd', [target])}+${readJsonArgument('choice', choice)}`,
    )
  }

  /**
   * Returns the ledger by currency, every ten seconds.
   * @throws IbkrError `config-invalid`
   */
  ledger(account: string, choice: AccountValueChoice = {}): ValueStream<Ledger> {
    const target = readAccountArgument(account)
    return this.#ledger.observe(
      createLedgerKind(target),
      `${formatSocketText('sld', [target])}+${readJsonArgument('choice', choice)}`,
    )
  }

  /**
   * Returns the exercise of an option: a trading dialogue that begins when its steps are subscribed to.
   * @throws IbkrError `config-invalid`
   */
  exercise(optionConid: number): OptionExercise {
    readContractArgument('optionConid', optionConid)
    return new OptionExercise(this.#source, optionConid, this.#exercise)
  }

  /**
   * Returns what the server sends without a subscription: notices, prompts, bulletins, status, accounts, and refusals.
   */
  announcements(): ValueStream<Announcement> {
    return observeAnnouncements(this.#source)
  }
}
