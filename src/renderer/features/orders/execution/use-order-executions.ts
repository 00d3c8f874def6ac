import { useEffect, useState } from 'react'
import type { OrderQuote } from '../../../../shared/domain/order-quote.ts'
import type { Trade } from '../../../../shared/domain/trade.ts'
import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { openFeed } from '../../../stores/open-feed.ts'

/** Follows the executions of an order. IBKR lists only those of the current day. */
export function useOrderExecutions(orderId: string): readonly Trade[] {
  const [trades, setTrades] = useState<ReadonlyMap<string, Trade>>(new Map())
  useEffect(
    () =>
      openFeed(hostLink(), 'executions.feed', 'Executions', {
        snapshot: ({ rows }) => setTrades(new Map(rows.map((row) => [row.executionId, row]))),
        items(batch) {
          setTrades((known) => {
            const next = new Map(known)
            for (const item of batch) {
              if (item.kind === 'row') next.set(item.key, item.row)
              else if (item.kind === 'removed') next.delete(item.key)
            }
            return next
          })
        },
      }),
    [],
  )
  return [...trades.values()].filter((trade) => trade.orderId === orderId)
}

export type QuotesState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly quotes: readonly OrderQuote[] }
  | { readonly kind: 'failed'; readonly message: string }

/** Delay in ms before recorded quotes are loaded, because the host stores them shortly after a fill. */
const SETTLE_MS = 400

/** Loads the recorded quotes of an order. Loads them again when `count` changes. */
export function useOrderQuotes(orderId: string, count: number): QuotesState {
  const [state, setState] = useState<QuotesState>({ kind: 'loading' })
  // biome-ignore lint/correctness/useExhaustiveDependencies: loads again after a change.
  useEffect(() => {
    const controller = new AbortController()
    const timer = setTimeout(() => {
      hostLink()
        .call('orders.quotes', { orderId }, controller.signal)
        .then(
          (quotes) => setState({ kind: 'loaded', quotes }),
          (error: unknown) => !controller.signal.aborted && setState({ kind: 'failed', message: errorText(error) }),
        )
    }, SETTLE_MS)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [orderId, count])
  return state
}
