import { useMemo, useState } from 'react'
import type { ProfitRow } from '../../../shared/domain/profit.ts'
import { Button } from '../../ui/button.tsx'
import { Chart } from '../../ui/chart/chart.tsx'
import type { ChartSeries } from '../../ui/chart/chart-data.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatAmount } from '../../ui/format-number.ts'
import { formatTimeOfDay } from '../../ui/format-time.ts'
import { Message } from '../../ui/message.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { gainText } from './gain.tsx'
import { useEquityDay } from './use-equity-day.ts'

const VALUES = [
  { value: 'daily', label: 'P&L' },
  { value: 'netLiquidation', label: 'Net liq' },
] as const

type Shown = (typeof VALUES)[number]['value']

interface EquityChartProps {
  readonly account: string
  readonly rows: readonly ProfitRow[]
  /** Time of the newest values in ms since epoch. */
  readonly at: number | undefined
}

/** Chart of an account's profit and loss or net liquidation on one day in New York. */
export function EquityChart({ account, rows, at }: EquityChartProps) {
  const [day, setDay] = useState<number>()
  const [chosen, setChosen] = useState<Shown>()
  const state = useEquityDay(account, day, { rows, at })
  const hasDaily = state.kind === 'loaded' && state.daily.some((value) => value !== null)
  const shown = chosen ?? (hasDaily ? 'daily' : 'netLiquidation')
  const values = state.kind === 'loaded' ? state[shown] : undefined
  const series = useMemo<readonly ChartSeries[] | undefined>(
    () =>
      values && [
        shown === 'daily'
          ? { label: 'P&L', values, shape: 'area', color: 'good', signed: true, format: gainText }
          : { label: 'Net liquidation', values, shape: 'area', color: 'accent', format: formatAmount },
      ],
    [values, shown],
  )
  if (state.kind === 'loading') return <p className="padded-block tertiary">Loading chart…</p>
  if (state.kind === 'failed') {
    return (
      <Message
        tone="bad"
        title="Chart not loaded"
        role="alert"
        actions={<Button onClick={state.retry}>Try again</Button>}
      >
        {state.message}
      </Message>
    )
  }
  const { days, from } = state
  const controls = (
    <>
      <Segmented label="Charted value" options={VALUES} value={shown} onChange={setChosen} />
      {days.length > 1 && (
        <Select
          aria-label="Charted day"
          value={from}
          options={days.map((start) => ({ value: start, label: dayLabel(start) }))}
          onChange={(start) => setDay(start === days[0] ? undefined : start)}
        />
      )}
    </>
  )
  const name = `${shown === 'daily' ? 'P&L' : 'Net liquidation'} of ${account} on ${dayLabel(from)}`
  if (!series || !values?.some((value) => value !== null)) {
    return (
      <EmptyState title="No values recorded yet" actions={controls}>
        The console records a value every 15 s while a session is open.
      </EmptyState>
    )
  }
  return (
    <Chart
      key={`${account} ${shown}`}
      label={name}
      xs={state.at}
      series={series}
      formatX={formatTimeOfDay}
      actions={controls}
    />
  )
}

/** Formats a day in New York. Uses noon, which has the same date in most time zones. */
const dayLabel = (start: number): string =>
  new Date(start + 12 * 3_600_000).toLocaleDateString('en-US', {
    timeZone: 'America/New_York',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  })
