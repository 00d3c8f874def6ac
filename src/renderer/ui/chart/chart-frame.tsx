import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Button } from '../button.tsx'
import {
  type ChartProps,
  type ChartSeries,
  describePoint,
  initialIndex,
  movedIndex,
  nearestIndex,
  rangeAround,
  TABLE_ROWS,
  tableIndexes,
  zoomedRange,
} from './chart-data.ts'
import { createPlot, type Plot } from './plot.ts'

/** Keys for zooming. `=` is the plus key without Shift. */
const ZOOM_KEYS: Readonly<Record<string, 'in' | 'out' | 'reset'>> = { '+': 'in', '=': 'in', '-': 'out', '0': 'reset' }
const HELP = 'Arrow keys, Home and End move the cursor. Plus and minus zoom. 0 resets the zoom.'

export function ChartFrame({ label, actions, summary, ...data }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<Plot>(undefined)
  /** Visible range of the x axis. Stored in a ref, because a live chart changes it with each update. */
  const range = useRef<readonly [number, number]>([0, 0])
  const [cursor, setCursor] = useState<number>()
  const [isZoomed, setIsZoomed] = useState(false)
  const [hasTable, setHasTable] = useState(false)
  const { xs } = data
  const current = useRef(data)
  current.current = data

  useEffect(() => {
    if (!place.current) return
    const created = createPlot(place.current, current.current, {
      onPoint: setCursor,
      onRange(shown, zoomed) {
        range.current = shown
        setIsZoomed(zoomed)
      },
    })
    plot.current = created
    return () => {
      plot.current = undefined
      created.destroy()
    }
  }, [])

  /** x of the keyboard cursor, which stays on its point when data is added. */
  const keyedX = useRef<number>(undefined)
  const showKeyed = (): void => {
    if (keyedX.current === undefined) return
    const index = nearestIndex(current.current.xs, keyedX.current)
    plot.current?.showCursor(index)
    setCursor(index)
  }

  const drawn = useRef<readonly unknown[]>([])
  useEffect(() => {
    const { xs, series, lines, marks, events } = data
    const parts = [xs, lines, marks, events, ...series.map(({ values }) => values)]
    const isDrawn = parts.length === drawn.current.length && parts.every((part, at) => part === drawn.current[at])
    const isFirst = drawn.current.length === 0
    drawn.current = parts
    if (isDrawn || isFirst) return
    plot.current?.update(data)
    showKeyed()
  })

  const last = xs.length - 1
  const shown = cursor === undefined ? initialIndex(data) : Math.min(cursor, last)

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || last < 0) return
    const zoom = ZOOM_KEYS[event.key]
    const moved = movedIndex(event.key, shown, [0, last])
    if (zoom === undefined && moved === undefined) return
    event.preventDefault()
    if (moved === undefined) {
      const whole = [xs[0] ?? 0, xs[last] ?? 0] as const
      const x = xs[shown] ?? whole[1]
      plot.current?.showRange(
        zoom === 'reset' || zoom === undefined ? undefined : zoomedRange(range.current, whole, x, zoom),
      )
      keyedX.current = x
      showKeyed()
      return
    }
    const index = Math.min(Math.max(moved, 0), last)
    const next = rangeAround(range.current, xs[index] ?? 0)
    if (isZoomed && next[0] !== range.current[0]) plot.current?.showRange(next)
    keyedX.current = xs[index]
    showKeyed()
  }

  const text = describePoint(data, shown)
  return (
    <figure className="chart column" aria-label={label}>
      <figcaption className="chart-readout small secondary row wrap rigid nowrap">
        <span className="ellipsis grow">{cursor === undefined ? (summary ?? text) : text}</span>
        <span className="chart-hint tertiary" aria-hidden="true">
          ← → move · + − zoom · 0 all
        </span>
        {isZoomed && (
          <Button look="quiet" onClick={() => plot.current?.showRange(undefined)}>
            Reset zoom
          </Button>
        )}
        {actions}
        <Button look="quiet" aria-expanded={hasTable} onClick={() => setHasTable(!hasTable)}>
          {hasTable ? 'Hide values' : 'Values'}
        </Button>
      </figcaption>
      <div
        ref={place}
        className="chart-plot"
        role="slider"
        tabIndex={0}
        aria-label={`${label}: point`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={Math.max(0, shown)}
        aria-valuetext={text}
        aria-description={HELP}
        onKeyDown={onKeyDown}
        onPointerMove={() => {
          keyedX.current = undefined
        }}
        onBlur={() => {
          keyedX.current = undefined
          plot.current?.showCursor(undefined)
          setCursor(undefined)
        }}
      />
      {hasTable && <ValueTable label={label} {...data} />}
    </figure>
  )
}

/** Returns the four prices of candles as columns, and any other series unchanged. */
function pricesOf(series: ChartSeries): readonly Pick<ChartSeries, 'label' | 'values' | 'format'>[] {
  const { candles, values, format } = series
  if (!candles) return [series]
  const { open, high, low } = candles
  return Object.entries({ Open: open, High: high, Low: low, Close: values }).map(([label, prices]) => ({
    label,
    values: prices,
    format,
  }))
}

function ValueTable({ label, ...data }: ChartProps) {
  const { xs, series, formatX, barLabels, barTitle = 'Range', isDaily = false } = data
  const indexes = tableIndexes(xs.length)
  const columns = series.flatMap(pricesOf)
  // The newest time first, and ranges as on the axis.
  const rows = barLabels ? indexes : indexes.toReversed()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls must be focusable.
    <section className="chart-table scroll line-row" aria-label={`${label}: values`} tabIndex={0}>
      <table className="figures">
        {xs.length > TABLE_ROWS && (
          <caption className="hint">
            {TABLE_ROWS} of {xs.length} points
          </caption>
        )}
        <thead>
          <tr>
            <th scope="col">{barLabels ? barTitle : isDaily ? 'Day' : 'Time'}</th>
            {columns.map((each) => (
              <th key={each.label} scope="col">
                {each.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((index) => (
            <tr key={xs[index]}>
              <th scope="row">{formatX(xs[index] ?? 0)}</th>
              {columns.map(({ label: name, values, format }) => {
                const value = values[index]
                return <td key={name}>{value === null || value === undefined ? '–' : format(value)}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
