import { useMemo } from 'react'
import type { PriceHistory } from '../../../../shared/contract/views.ts'
import { hasEnded, type Order, type OrderTransition } from '../../../../shared/domain/orders.ts'
import { ExecutionFacts } from './execution-facts.tsx'
import { arrivalPriceOf, listFills } from './execution-quality.ts'
import { PriceChart } from './price-chart.tsx'
import { useOrderExecutions, useOrderQuotes } from './use-order-executions.ts'
import { usePriceHistory } from './use-order-prices.ts'

export interface OrderExecutionProps {
  readonly order: Order
  /** The newest transitions, oldest first. */
  readonly transitions: readonly OrderTransition[]
  /** Number of earlier transitions. */
  readonly earlier: number
}

/** Chart of the price since an order was placed, and the quality of its execution. */
export function OrderExecution({ order, transitions, earlier }: OrderExecutionProps) {
  const placedAt = placedAtOf({ order, transitions, earlier })
  const since = placedAt ?? transitions[0]?.at ?? order.changedAt
  const [history, retry] = usePriceHistory(order.conid, since)
  const trades = useOrderExecutions(order.orderId)
  const quotes = useOrderQuotes(order.orderId, order.transitionCount)
  const recorded = quotes.kind === 'loaded' ? quotes.quotes : NO_QUOTES
  const key = trades.map(({ executionId, commission }) => `${executionId} ${commission}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is a new one for each update of any execution.
  const fills = useMemo(() => listFills(trades, recorded), [key, recorded])
  const bars: PriceHistory | undefined = history.kind === 'loaded' ? history.history : undefined
  const endedAt = hasEnded(order) ? transitions.findLast(({ source }) => source !== 'own request')?.at : undefined
  return (
    <>
      <PriceChart
        order={order}
        transitions={transitions}
        fills={fills}
        history={history}
        since={since}
        endedAt={endedAt}
        onRetry={retry}
      />
      <ExecutionFacts
        order={order}
        fills={fills}
        arrival={arrivalPriceOf(recorded, placedAt, bars)}
        isLoading={quotes.kind === 'loading' || history.kind === 'loading'}
        failure={quotes.kind === 'failed' ? quotes.message : undefined}
      />
    </>
  )
}

/** Returns when an order was placed: as IBKR reports it, or when the console sent it or saw it arrive as a new one. */
function placedAtOf({ order, transitions, earlier }: OrderExecutionProps): number | undefined {
  const [first] = transitions
  // A list may have had the order for days.
  const isNew = earlier === 0 && (first?.source === 'stream' || first?.source === 'own request')
  return order.placedAt ?? (isNew ? first?.at : undefined)
}

const NO_QUOTES: readonly never[] = []
