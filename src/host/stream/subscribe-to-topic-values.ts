import type {
  AccountSummary,
  Depth,
  History,
  Ledger,
  PartialBar,
  ProfitAndLoss,
  Quote,
  QuoteField,
  StreamState,
} from '../../client/index.ts'
import type { LiveValues } from '../../shared/contract/stream-views.ts'
import { formatUnsubscribe, parseSocketText, type SocketText, type TopicName } from '../../shared/domain/topics.ts'
import { type ReadSession, subscribeToText } from '../session/read-session.ts'

type WithoutId<Values> = Values extends { readonly at: number } ? Omit<Values, 'id'> : never
type TopicValues = WithoutId<LiveValues>
type Content<Values> = Values extends TopicValues ? Omit<Values, 'at' | 'staleSince'> : never

export interface TopicListener {
  readonly onValues: (values: TopicValues) => void
  /** Called when IBKR or an error ended the stream. `reason` is undefined if IBKR completed it. */
  readonly onEnd: (reason: string | undefined) => void
}

type Watch = <State extends StreamState>(
  stream: {
    subscribe(observer: { next: (state: State) => void; error: (error: unknown) => void; complete: () => void }): {
      unsubscribe(): void
    }
  },
  toContent: (state: State) => Content<TopicValues>,
) => () => void

type Open = (streams: ReadSession['streams'], subscription: SocketText, watch: Watch) => (() => void) | undefined

/**
 * Functions that open topics with parsed values. They use the client's typed streams, which merge deltas and respect
 * IBKR's five history slots.
 */
const TYPED: Readonly<Partial<Record<string, Open>>> = {
  smd: (streams, { targets: [contract = ''], options = {} }, watch) => {
    const { fields, ...others } = options
    if (!Array.isArray(fields) || Object.keys(others).length > 0) return undefined
    return watch(
      streams.quotes(contract, fields.map(String) as readonly QuoteField[]),
      ({ contract, values }: Quote) => ({
        kind: 'quote',
        contract,
        values,
      }),
    )
  },
  sbd: (streams, { targets: [account = '', conid, exchange] }, watch) =>
    watch(streams.depth(account, Number(conid), exchange), ({ account, conid, rows }: Depth) => ({
      kind: 'depth',
      account,
      conid,
      rows,
    })),
  smh: (streams, { targets: [contract = ''], options }, watch) =>
    watch(streams.history(contract, options, { live: true }), historyContent),
  spl: (streams, _subscription, watch) =>
    watch(streams.profitAndLoss(), ({ rows }: ProfitAndLoss) => ({ kind: 'profit', rows: [...rows.values()] })),
  ssd: (streams, { targets: [account = ''], options }, watch) =>
    watch(streams.accountSummary(account, options), summaryContent),
  sld: (streams, { targets: [account = ''], options }, watch) => watch(streams.ledger(account, options), ledgerContent),
} satisfies Partial<Record<TopicName, Open>>

/**
 * Opens a subscription on a session, which restores it after each reconnect. Returns a function that ends the
 * subscription.
 */
export function subscribeToTopicValues(
  session: ReadSession,
  text: string,
  { onValues, onEnd }: TopicListener,
): () => void {
  const subscription = parseSocketText(text)
  const close = TYPED[subscription.topic]?.(session.streams, subscription, (stream, toContent) => {
    const subscribed = stream.subscribe({
      next: (state) =>
        onValues({ ...toContent(state), at: state.at, ...(state.gap && { staleSince: state.gap.from }) }),
      error: (error) => onEnd(error instanceof Error ? error.message : String(error)),
      complete: () => onEnd(undefined),
    })
    return () => subscribed.unsubscribe()
  })
  return close ?? subscribeToText(session, text, formatUnsubscribe(subscription) ?? '')
}

const BARS_SHOWN = 20

function historyContent({ bars }: History<PartialBar>): Content<TopicValues> {
  const shown = bars.slice(-BARS_SHOWN).reverse()
  return { kind: 'history', bars: shown.map(({ volume: _, ...bar }) => bar), total: bars.length }
}

function summaryContent({ entries }: AccountSummary): Content<TopicValues> {
  const values = [...entries.values()].map(({ key, amount, currency = '', text = '' }) => [
    key,
    amount === undefined ? text : `${amount} ${currency}`.trim(),
  ])
  return { kind: 'figures', values: Object.fromEntries(values) }
}

function ledgerContent({ entries }: Ledger): Content<TopicValues> {
  const values = [...entries.values()].flatMap(({ key, fields }) =>
    Object.entries(fields).map(([name, value]) => [`${key.replace(/^LedgerList/, '')} ${name}`, String(value)]),
  )
  return { kind: 'figures', values: Object.fromEntries(values) }
}
