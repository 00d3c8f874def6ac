import './chart.css'
import { Later, laterPart } from '../later.tsx'
import type { ChartProps } from './chart-data.ts'

const CHART_FRAME = laterPart(async () => (await import('./chart-frame.tsx')).ChartFrame)

/**
 * Chart with a keyboard cursor, zoom and a table of its values. The number, shape and colour of the series must not
 * change; use a new `key` instead.
 */
export function Chart(props: ChartProps) {
  return (
    <Later
      part={CHART_FRAME}
      props={props}
      meanwhile={<div className="chart padded-block tertiary">Loading chart…</div>}
    />
  )
}
