import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { TrafficItem, TrafficView } from '../../../shared/contract/connection-views.ts'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import { LATENCY_LIMITS, type Latencies } from '../../../shared/domain/traffic.ts'
import { hostLink } from '../../platform/host-link.ts'
import { openFeed } from '../../stores/open-feed.ts'
import { Chart } from '../../ui/chart/chart.tsx'
import type { ChartSeries } from '../../ui/chart/chart-data.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatMilliseconds } from '../../ui/format-number.ts'
import { formatTimeOfDay } from '../../ui/format-time.ts'
import { Message } from '../../ui/message.tsx'

/** Maximum number of samples, as in the host. */
const MAX_SAMPLES = 900

const NO_TRAFFIC: TrafficView = { samples: [], limit: undefined, orders: undefined, others: undefined }

/** Applies a batch of updates in order. */
function applyTrafficItems(view: TrafficView, batch: readonly TrafficItem[]): TrafficView {
  let next = view
  for (const item of batch) {
    if (item.kind === 'sample') next = { ...next, samples: [...next.samples, item.sample].slice(-MAX_SAMPLES) }
    else next = { ...next, limit: item.limit, orders: item.orders, others: item.others }
  }
  return next
}

/** Charts of the rate limit and the response times, both recorded by the host. */
export function Traffic() {
  const [view, setView] = useState<TrafficView>()
  const [failure, setFailure] = useState<string>()
  useEffect(
    () =>
      openFeed(hostLink(), 'connection.traffic', 'Traffic', {
        snapshot(snapshot) {
          setView(snapshot)
          setFailure(undefined)
        },
        items: (batch) => setView((now) => applyTrafficItems(now ?? NO_TRAFFIC, batch)),
        ended: setFailure,
      }),
    [],
  )
  return (
    <div className="session-traffic">
      <Section title="Latency in ms">
        {failure !== undefined ? (
          <Message tone="bad" title="Charts not updated" role="alert">
            {failure}
          </Message>
        ) : view ? (
          <LatencyHistogram {...view} />
        ) : (
          <p className="padded-block tertiary">Loading chart…</p>
        )}
      </Section>
      <Section title="Rate limit">{view && <PacingUse {...view} />}</Section>
    </div>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="traffic-part part-medium" aria-label={title}>
      <h3 className="section-title">{title}</h3>
      {children}
    </section>
  )
}

const seconds = (ms: number): string => (ms < 1_000 ? `${ms}` : `${ms / 1_000} s`)

/** Labels of the ranges on the axis: "<5", "<10", …, ">5 s". */
const AXIS_LABELS: readonly string[] = [...LATENCY_LIMITS.map((limit) => `<${seconds(limit)}`), '>5 s']

/** Describes a range: "5–10 ms". */
function describeRange(index: number): string {
  const [from = 0, to] = [LATENCY_LIMITS[index - 1], LATENCY_LIMITS[index]]
  return to === undefined ? `over ${formatNumber(from)} ms` : `${formatNumber(from)}–${formatNumber(to)} ms`
}

const RANGE_NUMBERS = AXIS_LABELS.map((_, index) => index)

function LatencyHistogram({ orders, others }: TrafficView) {
  const series = useMemo<readonly ChartSeries[]>(
    () => [
      ...(others ? [{ label: 'Other requests', values: others.counts, color: 'accent', ...BARS } as const] : []),
      ...(orders ? [{ label: 'Order requests', values: orders.counts, color: 'warn', ...BARS } as const] : []),
    ],
    [orders, others],
  )
  if (!orders && !others) {
    return (
      <EmptyState title="No responses yet">
        The chart counts responses by the time from the request to the first byte.
      </EmptyState>
    )
  }
  return (
    <>
      <p className="small secondary">
        {others && <LatencyText name="Other requests" color="accent" {...others} />}
        {orders && <LatencyText name="Order requests" color="warn" {...orders} />}
      </p>
      <Chart
        key={series.length}
        label="Latency histogram in ms"
        xs={RANGE_NUMBERS}
        barLabels={AXIS_LABELS}
        isCount
        series={series}
        formatX={describeRange}
      />
    </>
  )
}

const BARS = { shape: 'bars', format: formatNumber } as const

function LatencyText({ name, color, ...latencies }: Latencies & { readonly name: string; readonly color: string }) {
  const { medianMs, p95Ms, maxMs } = latencies
  return (
    <span className="latency-text block" data-color={color}>
      {name}: median {formatMilliseconds(medianMs)}, p95 {formatMilliseconds(p95Ms)}, max {formatMilliseconds(maxMs)}
    </span>
  )
}

/** Minimum time between two samples that counts as a closed session, in ms. */
const GAP_MS = 5_000

function PacingUse({ samples, limit }: TrafficView) {
  const chart = useMemo(() => {
    const xs: number[] = []
    const used: (number | null)[] = []
    const queued: (number | null)[] = []
    for (const sample of samples) {
      const before = xs.at(-1)
      if (before !== undefined && sample.at <= before) continue
      if (before !== undefined && sample.at - before > GAP_MS) {
        xs.push(before + 1)
        used.push(null)
        queued.push(null)
      }
      xs.push(sample.at)
      used.push(sample.used)
      queued.push(sample.queued)
    }
    const series: readonly ChartSeries[] = [
      { label: 'Requests/s', values: used, shape: 'area', color: 'accent', format: formatNumber },
      { label: 'Waiting', values: queued, shape: 'line', color: 'warn', format: formatNumber },
    ]
    return { xs, series }
  }, [samples])
  const lines = useMemo(
    () => (limit === undefined ? [] : [{ label: `Limit ${limit}/s`, value: limit, color: 'bad' as const }]),
    [limit],
  )
  if (samples.length === 0) {
    return (
      <EmptyState title="No samples yet">The chart shows the requests per second of the last 15 minutes.</EmptyState>
    )
  }
  return <Chart label="Use of the rate limit" {...chart} lines={lines} fromZero formatX={formatTimeOfDay} />
}
