import './chart.css'
import { Later, laterPart } from '../later.tsx'
import type { ChartProps } from './chart-data.ts'

const CHART_FRAME = laterPart(async () => (await import('./chart-frame.tsx')).ChartFrame)

/**
 * Chart with a keyboard cursor, zoom, and its values as a table. The code for drawing loads with the first chart. The
 * series must stay the same in number, shape and colour; a `key` replaces the chart.
 */
export function Chart(props: ChartProps) {
  return (
    <Later
      part={CHART_FRAME}
      props={props}
      meanwhile={<div className="chart loading-line tertiary">Loading chart…</div>}
    />
  )
}
