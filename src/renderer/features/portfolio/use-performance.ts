import { useEffect, useState } from 'react'
import type { BenchmarkView, PerformanceView } from '../../../shared/contract/account-views.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { openFeed } from '../../stores/open-feed.ts'

export type PerformanceState = PerformanceView | { readonly kind: 'failed'; readonly message: string }

/** Follows the performance of an account. The console requests it only while it is followed. */
export function usePerformance(account: string): PerformanceState {
  const [state, setState] = useState<PerformanceState>({ kind: 'waiting' })
  useEffect(() => {
    setState({ kind: 'waiting' })
    return openFeed(
      hostLink(),
      'performance.feed',
      'Performance',
      {
        snapshot: setState,
        items: (batch) => setState((before) => batch.at(-1) ?? before),
        ended: (message) => setState({ kind: 'failed', message }),
      },
      { account },
    )
  }, [account])
  return state
}

export type BenchmarkState =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string; readonly retry: () => void }
  | ({ readonly kind: 'loaded' } & BenchmarkView)

/**
 * Reads the daily closes of a benchmark, which the console caches for a day.
 * @param at time of the account's values; later values may need later closes
 */
export function useBenchmark(conid: number | undefined, at: number | undefined): BenchmarkState {
  const [state, setState] = useState<BenchmarkState & { readonly conid?: number | undefined }>({ kind: 'none' })
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: also reads again for later values and another attempt.
  useEffect(() => {
    if (conid === undefined) return
    const controller = new AbortController()
    setState((before) => (before.conid === conid && before.kind === 'loaded' ? before : { kind: 'loading', conid }))
    hostLink()
      .call('performance.benchmark', { conid }, controller.signal)
      .then(
        (view) => setState({ kind: 'loaded', conid, ...view }),
        (error: unknown) => {
          if (controller.signal.aborted) return
          const retry = (): void => setAttempt((before) => before + 1)
          setState({ kind: 'failed', conid, message: errorText(error), retry })
        },
      )
    return () => controller.abort()
  }, [conid, at, attempt])
  if (conid === undefined) return { kind: 'none' }
  return state.conid === conid ? state : { kind: 'loading' }
}
