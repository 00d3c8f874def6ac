import { type ReactNode, useMemo, useState } from 'react'
import type { PerformanceView, ReceivedReturns } from '../../../shared/contract/account-views.ts'
import {
  benchmarkReturns,
  PERFORMANCE_PERIODS,
  type PerformancePeriod,
  selectPeriod,
} from '../../../shared/domain/performance.ts'
import { recall, remember } from '../../platform/local-memory.ts'
import { useNow } from '../../platform/use-now.ts'
import { useIsConnected } from '../../stores/link-store.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { Chart } from '../../ui/chart/chart.tsx'
import type { ChartSeries } from '../../ui/chart/chart-data.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatDateTime } from '../../ui/format-time.ts'
import { Message } from '../../ui/message.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { type Benchmark, BenchmarkField, isBenchmark } from './benchmark-field.tsx'
import {
  ageText,
  type BenchmarkLine,
  describeLimits,
  describeProblem,
  describeWait,
  formatDay,
  formatMinute,
  formatReturn,
} from './performance-text.ts'
import { type BenchmarkState, useBenchmark, usePerformance } from './use-performance.ts'

const PERIODS = PERFORMANCE_PERIODS.map((value) => ({ value, label: value }))
const isPeriod = (value: unknown): value is PerformancePeriod => PERFORMANCE_PERIODS.some((each) => each === value)
const isBenchmarkOrNull = (value: unknown): value is Benchmark | null => value === null || isBenchmark(value)

interface PerformanceChartProps {
  readonly account: string
  /** Controls at the beginning of the line above the chart. */
  readonly leading: ReactNode
}

/** Cumulative return of an account, beside a benchmark that the user names. */
export function PerformanceChart({ account, leading }: PerformanceChartProps) {
  const profileId = useSessionStore((data) => data.view?.profile.id)
  const isReady = useSessionStore((data) => data.view?.state.kind === 'ready')
  const isLinked = useIsConnected()
  const [period, setPeriod] = useState(() => recall('portfolio-period', isPeriod, 'YTD'))
  const [benchmark, setBenchmark] = useRememberedBenchmark(profileId)
  const state = usePerformance(account)
  const isUsable = isReady && isLinked && state.kind === 'read'
  const values = isUsable ? state.values : undefined
  const closes = useBenchmark(values && benchmark?.conid, values?.at)
  const now = useNow()
  // The request whose failure the user has seen, and prefers older values to.
  const [ignored, setIgnored] = useState<number>()
  const isPreferred = isUsable && state.problem !== undefined && state.problem.at !== ignored
  return (
    <>
      <div className="bar small secondary portfolio-pane-line">
        {leading}
        <Segmented
          label="Period"
          options={PERIODS}
          value={period}
          onChange={(next) => {
            setPeriod(next)
            remember('portfolio-period', next)
          }}
        />
        <BenchmarkField key={profileId} benchmark={benchmark} onBenchmark={setBenchmark} />
        {isUsable && <span className="tertiary">{ageText(state, now)}</span>}
      </div>
      {!isLinked || !isReady ? (
        <EmptyState title="Not connected">Performance appears once the session is authenticated.</EmptyState>
      ) : state.kind === 'failed' ? (
        <Message tone="bad" title="Performance not available" role="alert">
          {state.message}
        </Message>
      ) : state.kind === 'waiting' ? (
        <EmptyState title="Loading performance…" />
      ) : isPreferred ? (
        <Message
          tone="warn"
          title="Performance not available"
          role="status"
          actions={
            values && (
              <Button onClick={() => setIgnored(state.problem?.at)}>
                Show values of {formatMinute(values.at, now)}
              </Button>
            )
          }
        >
          {describeProblem(state, now)}
        </Message>
      ) : values === undefined ? (
        <EmptyState title="No performance yet">{describeWait(state, now)}</EmptyState>
      ) : (
        <Picture values={values} problem={state} period={period} benchmark={benchmark} closes={closes} />
      )}
    </>
  )
}

interface PictureProps {
  readonly values: ReceivedReturns
  readonly problem: Extract<PerformanceView, { kind: 'read' }>
  readonly period: PerformancePeriod
  readonly benchmark: Benchmark | undefined
  readonly closes: BenchmarkState
}

function Picture({ values, problem, period, benchmark, closes }: PictureProps) {
  const { account, currency, measure } = values.returns
  const shown = useMemo(() => selectPeriod(values.returns, period), [values.returns, period])
  const xs = useMemo(() => shown.days.map(localMidnight), [shown])
  const line = useMemo<BenchmarkLine | undefined>(
    () =>
      benchmark !== undefined && closes.kind === 'loaded'
        ? { symbol: benchmark.symbol, currency: closes.currency, returns: benchmarkReturns(shown.days, closes) }
        : undefined,
    [benchmark, closes, shown],
  )
  const series = useMemo(() => toSeries(account, shown.returns, line), [account, shown, line])
  if (shown.days.length < 2) {
    return <EmptyState title={`No values for ${period}`}>IBKR sent the value of one day only.</EmptyState>
  }
  const [first = '', last = ''] = [shown.days[0], shown.days.at(-1)]
  const notes = describeLimits(shown, { at: values.at, currency, benchmark: line })
  return (
    <>
      <Chart
        key={`${account} ${period} ${series.length}`}
        label={`Return of ${account}, ${period}`}
        xs={xs}
        series={series}
        isDaily
        lines={ZERO}
        formatX={(x) => formatDateTime(x).slice(0, 10)}
        summary={`${formatDay(first)} to ${formatDay(last)}`}
        actions={
          <>
            <Figure
              name={account}
              color="accent"
              value={shown.returns.at(-1)}
              tooltip={measure === undefined ? 'Return' : (MEASURES[measure] ?? measure)}
            />
            {benchmark !== undefined && (
              <Figure
                name={benchmark.symbol}
                color="warn"
                value={line?.returns?.findLast((value) => value !== null)}
                tooltip="Change of the closes, without dividends"
              />
            )}
          </>
        }
      />
      <div className="portfolio-notes small tertiary row wrap">
        {problem.problem !== undefined && (
          <span className="tone" data-tone="warn">
            {problem.problem.message}
          </span>
        )}
        {closes.kind === 'loading' && <span>Loading closes of {benchmark?.symbol}…</span>}
        {closes.kind === 'failed' && (
          <span role="alert">
            Closes of {benchmark?.symbol} not loaded: {closes.message}{' '}
            <Button look="quiet" onClick={closes.retry}>
              Try again
            </Button>
          </span>
        )}
        {notes.map((note) => (
          <span key={note}>{note}</span>
        ))}
      </div>
    </>
  )
}

/** How IBKR calculates returns. */
const MEASURES: Readonly<Record<string, string>> = { TWR: 'Time-weighted return', MWR: 'Money-weighted return' }

const ZERO = [{ label: '', value: 0, color: 'idle' }] as const

interface FigureProps {
  readonly name: string
  readonly color: 'accent' | 'warn'
  readonly value: number | null | undefined
  readonly tooltip: string
}

/** Entry of the legend: the return over the whole period. */
function Figure({ name, color, value, tooltip }: FigureProps) {
  return (
    <span className="chart-legend" title={tooltip}>
      <span className="chart-swatch" data-color={color} aria-hidden="true" />
      {name} <strong>{value === undefined || value === null ? '–' : formatReturn(value)}</strong>
    </span>
  )
}

function toSeries(
  account: string,
  returns: readonly number[],
  benchmark: BenchmarkLine | undefined,
): readonly ChartSeries[] {
  const own: ChartSeries = { label: account, values: returns, shape: 'line', color: 'accent', format: formatReturn }
  if (benchmark?.returns === undefined) return [own]
  const { symbol, returns: values } = benchmark
  return [own, { label: symbol, values, shape: 'line', color: 'warn', format: formatReturn }]
}

/** Returns the time of local midnight, which the axis of the chart labels with the day. */
const localMidnight = (day: string): number =>
  new Date(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6))).getTime()

/** Remembers the benchmark of each profile, because Practice has its own contracts. */
function useRememberedBenchmark(profileId: string | undefined) {
  const key = `portfolio-benchmark.${profileId ?? ''}`
  const [chosen, setChosen] = useState<{ readonly key: string; readonly benchmark: Benchmark | undefined }>()
  const benchmark = useMemo(
    () => (chosen?.key === key ? chosen.benchmark : (recall(key, isBenchmarkOrNull, null) ?? undefined)),
    [chosen, key],
  )
  const setBenchmark = (next: Benchmark | undefined): void => {
    setChosen({ key, benchmark: next })
    remember(key, next ?? null)
  }
  return [benchmark, setBenchmark] as const
}
