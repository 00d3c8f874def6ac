import { useEffect, useState } from 'react'
import type { PriceHistory } from '../../../../shared/contract/order-views.ts'
import { type LiveQuote, marketDataKind, priceOfQuote } from '../../../../shared/domain/quote.ts'
import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import { createFrameBatcher } from '../../../platform/frame-batcher.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useIsConnected } from '../../../stores/link-store.ts'

export type HistoryState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly history: PriceHistory }
  /** An order question is open, which a request would cancel. */
  | { readonly kind: 'failed'; readonly message: string }

/** Loads the price history of a contract. `retry` loads it again. */
export function usePriceHistory(conid: number, since: number): readonly [state: HistoryState, retry: () => void] {
  const [state, setState] = useState<HistoryState>({ kind: 'loading' })
  const [attempt, setAttempt] = useState(0)
  const isConnected = useIsConnected()
  // biome-ignore lint/correctness/useExhaustiveDependencies: also loads for another attempt and a new connection.
  useEffect(() => {
    const controller = new AbortController()
    hostLink()
      .call('contracts.history', { conid, since }, controller.signal)
      .then(
        (history) => setState({ kind: 'loaded', history }),
        (error: unknown) => !controller.signal.aborted && setState({ kind: 'failed', message: errorText(error) }),
      )
    return () => controller.abort()
  }, [conid, since, attempt, isConnected])
  return [state, () => setAttempt((attempt) => attempt + 1)]
}

export interface LivePrices {
  readonly at: readonly number[]
  readonly prices: readonly (number | null)[]
  /** Explains why prices are delayed, frozen or missing. */
  readonly note: string | undefined
}

const NO_PRICES: LivePrices = { at: [], prices: [], note: undefined }
/** Maximum number of live points. At this number, every second point is dropped. */
const MAX_POINTS = 2_000

/** Follows the last price of a contract while `isLive`. */
export function useLivePrices(conid: number, isLive: boolean): LivePrices {
  const [live, setLive] = useState(NO_PRICES)
  useEffect(() => {
    if (!isLive) return
    const batcher = createFrameBatcher<LiveQuote>((quotes) => setLive((known) => addQuotes(known, quotes)))
    return hostLink().open(
      'contracts.quotes',
      { order: [conid], position: [] },
      {
        snapshot: (quotes) => batcher.add(quotes),
        items: (quotes) => batcher.add(quotes),
        closed: (error) => error && setLive((known) => ({ ...known, note: error.message })),
      },
    )
  }, [conid, isLive])
  return live
}

/** Appends the last prices of quotes in chronological order. An interruption leaves a gap. */
export function addQuotes(live: LivePrices, quotes: readonly LiveQuote[]): LivePrices {
  const at = [...live.at]
  const prices = [...live.prices]
  let { note } = live
  for (const quote of quotes) {
    const kind = marketDataKind(quote.availability)
    note = quote.failure ?? (kind === 'delayed' || kind === 'frozen' ? `Prices are ${kind}.` : undefined)
    // A letter marks the previous close, or the last price before a halt.
    const price = /^[A-Z]/.test(quote.last ?? '') ? undefined : priceOfQuote(quote.last)
    const time = quote.staleSince === undefined ? quote.at : quote.staleSince + 1
    if (time <= (at.at(-1) ?? 0)) continue
    if (quote.staleSince === undefined && price === undefined) continue
    at.push(time)
    prices.push(quote.staleSince === undefined ? (price ?? null) : null)
  }
  if (at.length <= MAX_POINTS) return { at, prices, note }
  const keeps = (_: unknown, index: number): boolean => (at.length - 1 - index) % 2 === 0
  return { at: at.filter(keeps), prices: prices.filter(keeps), note }
}
