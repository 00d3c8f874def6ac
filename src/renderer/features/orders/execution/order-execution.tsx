import { useMemo, useState } from 'react'
import type { PriceHistory } from '../../../../shared/contract/order-views.ts'
import type { ConsoleOrder, ConsoleOrderTransition } from '../../../../shared/domain/console-orders.ts'
import { hasEnded } from '../../../../shared/domain/orders.ts'
import { ExecutionFacts } from './execution-facts.tsx'
import { arrivalPriceOf, listFills } from './execution-quality.ts'
import { PriceChart } from './price-chart.tsx'
import { useOrderExecutions, useOrderQuotes } from './use-order-executions.ts'
import { usePriceHistory } from './use-order-prices.ts'

export interface OrderExecutionProps {
  readonly order: ConsoleOrder
  /** Newest transitions, oldest first. */
  readonly transitions: readonly ConsoleOrderTransition[]
  /** Number of earlier transitions. */
  readonly earlier: number
}

/** Price chart since an order was placed, and its execution quality. */
export function OrderExecution({ order, transitions, earlier }: OrderExecutionProps) {
  const placedAt = placedAtOf({ order, transitions, earlier })
  // The first loaded transition changes with each new one. Another start would load the history again.
  const [firstKnown] = useState(transitions[0]?.at ?? order.changedAt)
  const since = placedAt ?? firstKnown
  const [history, retry] = usePriceHistory(order.conid, since)
  const trades = useOrderExecutions(order.orderId)
  const quotes = useOrderQuotes(order.orderId, order.transitionCount)
  const recorded = quotes.kind === 'loaded' ? quotes.quotes : NO_QUOTES
  const key = trades.map(({ executionId, commission }) => `${executionId} ${commission}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: each update of any execution creates a new list.
  const fills = useMemo(() => listFills(trades, recorded), [key, recorded])
  const bars: PriceHistory | undefined = history.kind === 'loaded' ? history.history : undefined
  const endedAt = hasEnded(order) ? transitions.findLast(({ source }) => source !== 'own request')?.at : undefined
  return (
    <>
      <PriceChart
        order={order}
        transitions={transitions}
        earlier={earlier}
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

/** Returns the time at which an order was placed, as IBKR or the console recorded it. */
function placedAtOf({ order, transitions, earlier }: OrderExecutionProps): number | undefined {
  const [first] = transitions
  // An order from a list may be several days old.
  const isNew = earlier === 0 && (first?.source === 'stream' || first?.source === 'own request')
  return order.placedAt ?? (isNew ? first?.at : undefined)
}

const NO_QUOTES: readonly never[] = []
