import type {
  AccountSummary,
  Depth,
  History,
  Ledger,
  ProfitAndLoss,
  Quote,
  SessionSupervisor,
  StreamState,
} from '../../client/index.ts'
import type { HistoryBar, LiveValues } from '../../shared/contract/stream-views.ts'
import { presentOf } from '../../shared/domain/read-value.ts'
import { endOfSubscription, readStreamTopic } from '../../shared/domain/stream-topic.ts'

/** What a subscription tells besides its frames. */
export interface SubscriptionNews {
  readonly onValues: (values: LiveValues) => void
  /** It has ended by itself; undefined when IBKR had nothing more to say. */
  readonly onEnd: (reason: string | undefined) => void
}

/** Bars that are shown of a history. */
const BARS_SHOWN = 20

/**
 * Begins a subscription on a session, which keeps it over reconnects. Topics that have values go through the client's typed
 * streams: they merge deltas, and keep to IBKR's five slots for history. Returns its end.
 */
export function openSubscription(
  session: SessionSupervisor,
  id: string,
  text: string,
  { onValues, onEnd }: SubscriptionNews,
): () => void {
  const topic = readStreamTopic(text)
  const { head, options } = topic
  const [target = '', second, third] = topic.targets
  const watch = {
    error: (error: unknown) => onEnd(error instanceof Error ? error.message : String(error)),
    complete: () => onEnd(undefined),
  }
  const fields = options?.['fields']
  if (head === 'smd' && Array.isArray(fields) && Object.keys(options ?? {}).length === 1) {
    const stream = session.streams.quotes(target, fields.map(String))
    const held = stream.subscribe({ ...watch, next: (quote) => onValues(quoteValues(id, quote)) })
    return () => held.unsubscribe()
  }
  if (head === 'sbd') {
    const stream = session.streams.depth(target, Number(second), third)
    const held = stream.subscribe({ ...watch, next: (depth) => onValues(depthValues(id, depth)) })
    return () => held.unsubscribe()
  }
  if (head === 'smh') {
    const stream = session.streams.history(target, options ?? {}, { live: true })
    const held = stream.subscribe({ ...watch, next: (history) => onValues(historyValues(id, history)) })
    return () => held.unsubscribe()
  }
  if (head === 'spl' && target === '') {
    const stream = session.streams.profitAndLoss()
    const held = stream.subscribe({ ...watch, next: (profit) => onValues(profitValues(id, profit)) })
    return () => held.unsubscribe()
  }
  if (head === 'ssd' && second === undefined) {
    const stream = session.streams.accountSummary(target, options ?? {})
    const held = stream.subscribe({ ...watch, next: (summary) => onValues(summaryValues(id, summary)) })
    return () => held.unsubscribe()
  }
  if (head === 'sld' && second === undefined) {
    const stream = session.streams.ledger(target, options ?? {})
    const held = stream.subscribe({ ...watch, next: (ledger) => onValues(ledgerValues(id, ledger)) })
    return () => held.unsubscribe()
  }
  return session.subscribe(text, endOfSubscription(topic) ?? '')
}

/** What every kind of values says beside its content. */
const topicOf = (id: string, { at, gap }: StreamState) => ({ id, at, ...(gap && { staleSince: gap.from }) })

const quoteValues = (id: string, quote: Quote): LiveValues => ({
  ...topicOf(id, quote),
  kind: 'quote',
  contract: quote.contract,
  values: quote.values,
})

const depthValues = (id: string, depth: Depth): LiveValues => ({
  ...topicOf(id, depth),
  kind: 'depth',
  account: depth.account,
  conid: depth.conid,
  rows: depth.rows,
})

/** Of an empty window IBKR sends one bar without a time. */
function historyValues(id: string, history: History): LiveValues {
  const bars = history.bars.flatMap(({ time, open, high, low, close }) =>
    time === undefined ? [] : [{ time, ...presentOf<Omit<HistoryBar, 'time'>>({ open, high, low, close }) }],
  )
  const shown = bars.slice(-BARS_SHOWN).reverse()
  return { ...topicOf(id, history), kind: 'history', bars: shown, total: bars.length }
}

const profitValues = (id: string, profit: ProfitAndLoss): LiveValues => ({
  ...topicOf(id, profit),
  kind: 'profit',
  rows: Object.values(profit.rows),
})

const summaryValues = (id: string, summary: AccountSummary): LiveValues => ({
  ...topicOf(id, summary),
  kind: 'figures',
  values: Object.fromEntries(
    Object.values(summary.entries).map(({ key, amount, currency = '', text = '' }) => [
      key,
      amount === undefined ? text : `${amount} ${currency}`.trim(),
    ]),
  ),
})

const ledgerValues = (id: string, ledger: Ledger): LiveValues => ({
  ...topicOf(id, ledger),
  kind: 'figures',
  values: Object.fromEntries(
    Object.values(ledger.entries).flatMap(({ key, fields }) =>
      Object.entries(fields).map(([name, value]) => [`${key.replace(/^LedgerList/, '')} ${name}`, String(value)]),
    ),
  ),
})
