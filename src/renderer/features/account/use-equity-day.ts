import { useEffect, useMemo, useState } from 'react'
import type { EquityDay } from '../../../shared/contract/account-views.ts'
import { type ProfitRow, sumProfitByAccount } from '../../../shared/domain/profit.ts'
import { errorText } from '../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../platform/host-link.ts'
import { useIsConnected } from '../../stores/link-store.ts'

/** Recorded values of an account on one day, with the live values received since. */
export type EquityState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string; readonly retry: () => void }
  | ({ readonly kind: 'loaded'; readonly days: readonly number[]; readonly from: number } & EquityCurve)

/** Columns of a chart, oldest first. Null: no value at this time. */
export interface EquityCurve {
  readonly at: readonly number[]
  readonly daily: readonly (number | null)[]
  readonly netLiquidation: readonly (number | null)[]
}

/** Maximum number of live points. After that, the recorded day is loaded again. */
const MAX_LIVE = 600
/** Time without a value that counts as a gap, in ms. */
const GAP_MS = 120_000

const NO_POINTS: EquityCurve = { at: [], daily: [], netLiquidation: [] }

/** Loads the recorded values of an account on a day and appends live values. Default: the current day. */
export function useEquityDay(
  account: string,
  chosen: number | undefined,
  { rows, at }: { readonly rows: readonly ProfitRow[]; readonly at: number | undefined },
): EquityState {
  const [day, setDay] = useState<EquityDay>()
  const [live, setLive] = useState(NO_POINTS)
  const [failure, setFailure] = useState<string>()
  const [attempt, setAttempt] = useState(0)
  const isConnected = useIsConnected()
  // biome-ignore lint/correctness/useExhaustiveDependencies: also loads for another attempt and a new connection.
  useEffect(() => {
    const controller = new AbortController()
    hostLink()
      .call('profit.day', { account, ...(chosen !== undefined && { at: chosen }) }, controller.signal)
      .then(
        (loaded) => {
          setDay(loaded)
          setLive(NO_POINTS)
          setFailure(undefined)
        },
        (error: unknown) => !controller.signal.aborted && setFailure(errorText(error)),
      )
    return () => controller.abort()
  }, [account, chosen, attempt, isConnected])

  const isOver = day !== undefined && at !== undefined && at >= day.until
  useEffect(() => {
    const sum = sumProfitByAccount(rows).get(account)
    if (chosen !== undefined || isOver || at === undefined || sum === undefined) return
    setLive((known) => withPoint(known, { at, daily: sum.daily ?? null, netLiquidation: sum.netLiquidation ?? null }))
  }, [rows, at, account, chosen, isOver])

  const isFull = live.at.length > MAX_LIVE
  useEffect(() => {
    if (isFull || (isOver && chosen === undefined)) setAttempt((attempt) => attempt + 1)
  }, [isFull, isOver, chosen])

  const curve = useMemo(() => day && joinCurves(day, live), [day, live])
  if (failure !== undefined)
    return { kind: 'failed', message: failure, retry: () => setAttempt((attempt) => attempt + 1) }
  return day && curve ? { kind: 'loaded', days: day.days, from: day.from, ...curve } : { kind: 'loading' }
}

interface EquityPoint {
  readonly at: number
  readonly daily: number | null
  readonly netLiquidation: number | null
}

function withPoint({ at, daily, netLiquidation }: EquityCurve, point: EquityPoint): EquityCurve {
  return {
    at: [...at, point.at],
    daily: [...daily, point.daily],
    netLiquidation: [...netLiquidation, point.netLiquidation],
  }
}

/** Merges recorded and live points in chronological order and marks gaps. */
export function joinCurves(recorded: EquityCurve, live: EquityCurve): EquityCurve {
  const at: number[] = []
  const daily: (number | null)[] = []
  const netLiquidation: (number | null)[] = []
  for (const curve of [recorded, live]) {
    curve.at.forEach((time, index) => {
      const before = at.at(-1)
      if (before !== undefined && time <= before) return
      if (before !== undefined && time - before > GAP_MS) {
        at.push(before + 1)
        daily.push(null)
        netLiquidation.push(null)
      }
      at.push(time)
      daily.push(curve.daily[index] ?? null)
      netLiquidation.push(curve.netLiquidation[index] ?? null)
    })
  }
  return { at, daily, netLiquidation }
}
