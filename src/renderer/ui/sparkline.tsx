import './sparkline.css'

interface SparklineProps {
  /** Values, oldest first. */
  readonly values: readonly number[]
  /** Lower end of the scale. `lowest` makes small changes of large values visible. Default: zero. */
  readonly from?: 'zero' | 'lowest'
  /** Text alternative for assistive technology. */
  readonly label: string
}

const WIDTH = 160
const HEIGHT = 24
/** Margin in px for the line width and the mark of the last point. */
const INSET = 3

/** Small line chart within a line of text. */
export function Sparkline({ values, label, from = 'zero' }: SparklineProps) {
  const lowest = from === 'zero' ? 0 : Math.min(...values)
  const span = Math.max(Math.max(...values) - lowest, Number.MIN_VALUE)
  const points = values.map((value, index) => {
    const share = values.length > 1 ? index / (values.length - 1) : 1
    return [
      INSET + share * (WIDTH - 2 * INSET),
      HEIGHT - INSET - ((value - lowest) / span) * (HEIGHT - 2 * INSET),
    ] as const
  })
  const [x, y] = points.at(-1) ?? [0, 0]
  return (
    <svg className="sparkline rigid" role="img" aria-label={label} width={WIDTH} height={HEIGHT}>
      <polyline points={points.map((point) => point.map((part) => part.toFixed(1)).join(',')).join(' ')} />
      {values.length > 0 && <circle cx={x.toFixed(1)} cy={y.toFixed(1)} r="2" />}
    </svg>
  )
}
