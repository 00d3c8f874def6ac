import './sparkline.css'

interface SparklineProps {
  /** Oldest first. */
  readonly values: readonly number[]
  /** Where the scale begins: what is small beside its own height begins at its lowest. Default: zero. */
  readonly from?: 'zero' | 'lowest'
  /** What it shows, in words, for who does not see it. */
  readonly label: string
}

const WIDTH = 160
const HEIGHT = 24
/** Room for the line at its highest and for the last point. */
const INSET = 3

/** How figures went, small enough to stand in a line: the last one marked. */
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
    <svg className="sparkline" role="img" aria-label={label} width={WIDTH} height={HEIGHT}>
      <polyline points={points.map((point) => point.map((part) => part.toFixed(1)).join(',')).join(' ')} />
      {values.length > 0 && <circle cx={x.toFixed(1)} cy={y.toFixed(1)} r="2" />}
    </svg>
  )
}
