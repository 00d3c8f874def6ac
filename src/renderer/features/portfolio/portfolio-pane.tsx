import { useState } from 'react'
import { recall, remember } from '../../platform/local-memory.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { useAccountFeed } from '../account/index.ts'
import { AllocationBars } from './allocation-bars.tsx'
import { PerformanceChart } from './performance-chart.tsx'

const CHARTS = [
  { value: 'allocation', label: 'Allocation' },
  { value: 'performance', label: 'Performance' },
] as const

type ChartName = (typeof CHARTS)[number]['value']

const accountKey = ({ account }: { readonly account: string }): string => account
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
const isChart = (value: unknown): value is ChartName => CHARTS.some((chart) => chart.value === value)

/** Whether the pane was open when it was last used. */
export const recallPane = (): boolean => recall('portfolio-pane', isBoolean, true)
export const rememberPane = (isOpen: boolean): void => remember('portfolio-pane', isOpen)

interface PortfolioPaneProps {
  readonly account: string | undefined
  /** Base currency of the account. */
  readonly currency: string | undefined
}

/** Pane below the positions, with one of the charts. */
export function PortfolioPane({ account, currency }: PortfolioPaneProps) {
  const [chart, setChart] = useState(() => recall('portfolio-chart', isChart, 'allocation'))
  const leading = (
    <Segmented
      label="Chart"
      options={CHARTS}
      value={chart}
      onChange={(next) => {
        setChart(next)
        remember('portfolio-chart', next)
      }}
    />
  )
  const name = CHARTS.find(({ value }) => value === chart)?.label
  return (
    <section className="column grow portfolio-pane" aria-label={name}>
      {chart === 'allocation' ? (
        <Allocation account={account} currency={currency} leading={leading} />
      ) : account === undefined ? (
        <>
          <div className="bar small secondary portfolio-pane-line">{leading}</div>
          <EmptyState title="Waiting for the accounts" />
        </>
      ) : (
        <PerformanceChart account={account} leading={leading} />
      )}
    </section>
  )
}

/** Follows the allocation only while it is visible. */
function Allocation(props: PortfolioPaneProps & { readonly leading: React.ReactNode }) {
  const feed = useAccountFeed('allocation.feed', 'Allocation', accountKey)
  return <AllocationBars feed={feed} {...props} />
}
