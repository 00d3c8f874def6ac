import { ChartColumn } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { formatNumber } from '../../../../shared/domain/format-number.ts'
import { Chart } from '../../../ui/chart/chart.tsx'
import type { ChartSeries } from '../../../ui/chart/chart-data.ts'
import { DropPanel } from '../../../ui/drop-panel.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { formatDateTime } from '../../../ui/format-time.ts'
import { Segmented } from '../../../ui/segmented.tsx'
import { Select } from '../../../ui/select.tsx'
import { seenSymbol } from '../../contracts/index.ts'
import {
  type ChartChoice,
  type ChartShape,
  chosenChart,
  columnLabel,
  maxColumns,
  NO_CHOICE,
  shapesOf,
} from './chart-choice.ts'
import type { ChartPoints, ChartSource } from './reader/chart-model.ts'
import type { ResponseDocument } from './response-document.ts'
import { useLoaded } from './use-query.ts'

const SHAPE_LABELS = { candles: 'Candles', line: 'Line', bars: 'Bars' } as const
const COLORS = ['accent', 'warn', 'buy', 'sell'] as const
/** Number of bars above which each is too thin to be seen. */
const MOST_BARS = 400

interface ChartViewProps {
  readonly document: ResponseDocument
  readonly sources: readonly ChartSource[]
}

/** Chart of the numbers of a response. A worker reads the points. */
export function ChartView({ document, sources }: ChartViewProps) {
  const [at, setAt] = useState(0)
  const [choice, setChoice] = useState<ChartChoice>(NO_CHOICE)
  const source = sources[at] ?? sources[0]
  if (source === undefined) return <EmptyState title="No chart">The response contains no series of numbers.</EmptyState>
  const { shape, columns } = chosenChart(source, choice)
  return (
    <div className="column grow">
      <div className="bar">
        {sources.length > 1 && (
          <Select
            className="table-select input-fit"
            aria-label="Numbers to show"
            value={at}
            options={sources.map(({ path, points }, value) => ({
              value,
              label: `${path} (${points.toLocaleString('en-US')})`,
            }))}
            onChange={(next) => {
              setAt(next)
              setChoice(NO_CHOICE)
            }}
          />
        )}
        <Segmented
          label="Shape"
          options={shapesOf(source).map((value) => ({ value, label: SHAPE_LABELS[value] }))}
          value={shape}
          onChange={(next) => setChoice({ ...choice, shape: next })}
        />
        {shape !== 'candles' && (
          <ColumnChooser
            source={source}
            shape={shape}
            shown={columns}
            onColumns={(next) => setChoice({ ...choice, columns: next })}
          />
        )}
        <span className="small tertiary ellipsis">{axisText(source)}</span>
      </div>
      <Points key={`${at} ${shape} ${columns.join()}`} {...{ document, source, shape, columns }} />
    </div>
  )
}

function axisText(source: ChartSource): string {
  const { axis, axisName, points } = source
  const count = `${points.toLocaleString('en-US')} points`
  return axis === 'rows' && axisName !== undefined ? `${count} by ${columnLabel(axisName, source)}` : count
}

interface ColumnChooserProps {
  readonly source: ChartSource
  readonly shape: ChartShape
  readonly shown: readonly string[]
  readonly onColumns: (columns: readonly string[]) => void
}

function ColumnChooser({ source, shape, shown, onColumns }: ColumnChooserProps) {
  const most = maxColumns(shape)
  const toggle = (name: string): void => {
    const next = shown.includes(name) ? shown.filter((each) => each !== name) : [...shown, name]
    if (next.length > 0) onColumns(next)
  }
  return (
    <DropPanel
      look="quiet"
      icon={<ChartColumn size={14} aria-hidden="true" />}
      label={`Columns ${shown.length} of ${source.columns.length}`}
      panelLabel="Columns of the chart"
    >
      {() => (
        <>
          <p className="drop-note small tertiary">Up to {most} at once.</p>
          {source.columns.map((name) => (
            <label key={name} className="row secondary">
              <input
                type="checkbox"
                checked={shown.includes(name)}
                disabled={!shown.includes(name) && shown.length >= most}
                onChange={() => toggle(name)}
              />
              <bdi>{columnLabel(name, source)}</bdi>
            </label>
          ))}
        </>
      )}
    </DropPanel>
  )
}

interface PointsProps extends Pick<ChartViewProps, 'document'> {
  readonly source: ChartSource
  readonly shape: ChartShape
  readonly columns: readonly string[]
}

function Points({ document, source, shape, columns }: PointsProps) {
  const { candles, axis } = source
  const read = useMemo(
    () => (shape === 'candles' && candles ? [candles.close, candles.open, candles.high, candles.low] : columns),
    [shape, candles, columns],
  )
  const points = useLoaded(
    useCallback(() => document.query('chartPoints', { source, columns: read }), [document, source, read]),
  )
  const data = useMemo(() => points && toChart(points, source, shape, columns), [points, source, shape, columns])
  if (points === undefined || data === undefined) return <EmptyState title="Loading the points…" />
  if (points.xs.length === 0) return <EmptyState title="No points">No row has a time and a number.</EmptyState>
  const { xs, series, labels } = data
  return (
    <>
      {(points.leftOut > 0 || (shape === 'bars' && xs.length > MOST_BARS)) && (
        <p className="response-note bar secondary">
          {points.leftOut > 0
            ? `${xs.length.toLocaleString('en-US')} of ${source.points.toLocaleString('en-US')} points are shown. Others have no time, or are left out of a long series.`
            : 'The bars are thin. Zoom in, or choose Line.'}
        </p>
      )}
      <div className="response-chart column grow">
        <Chart
          label="Chart of the response"
          xs={xs}
          series={series}
          {...(labels && { barLabels: labels, barTitle: source.axisName ?? 'Row' })}
          isDaily={axis === 'days'}
          formatX={(x) => labels?.[x] ?? (axis === 'days' ? formatDateTime(x).slice(0, 10) : formatDateTime(x))}
          actions={series.length > 1 && <Legend series={series} />}
        />
      </div>
    </>
  )
}

function Legend({ series }: { readonly series: readonly ChartSeries[] }) {
  return series.map(({ label, color }) => (
    <span key={label} className="chart-legend">
      <span className="chart-swatch" data-color={color} aria-hidden="true" />
      {label}
    </span>
  ))
}

/** Days are midnights in UTC. The axis shows local times, so that each day is moved to its local midnight. */
function localDay(ms: number): number {
  const date = new Date(ms)
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()).getTime()
}

function toChart(
  { xs, labels, values }: ChartPoints,
  source: ChartSource,
  shape: ChartShape,
  columns: readonly string[],
): {
  readonly xs: readonly number[]
  readonly labels: readonly string[] | undefined
  readonly series: readonly ChartSeries[]
} {
  const days = source.axis === 'days' ? xs.map(localDay) : xs
  const [close = [], open = [], high = [], low = []] = values
  const series: readonly ChartSeries[] =
    shape === 'candles'
      ? [{ label: 'Price', values: close, candles: { open, high, low }, shape, color: 'accent', format: formatNumber }]
      : columns.map((name, at) => ({
          label: columnLabel(name, source),
          values: values[at] ?? [],
          shape,
          color: COLORS[at] ?? 'idle',
          format: formatNumber,
        }))
  const names = source.axisName === 'conid' ? labels.map((conid) => seenSymbol(conid) ?? conid) : labels
  return { xs: days, labels: source.axis === 'rows' ? names : undefined, series }
}
