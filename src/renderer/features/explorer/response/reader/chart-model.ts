import type { JsonDocument } from './json-document.ts'
import { pathOf } from './json-path.ts'
import { cellOf, findTables, type TableSource } from './table-model.ts'
import { escapeMisleading } from './text-of-bytes.ts'
import { timeOf } from './time-of.ts'
import { type SlicedWork, sliceTimer } from './work-slices.ts'

/** Maximum number of points of a chart. Of a longer series, evenly spaced points are shown. */
export const MAX_POINTS = 20_000
/** Maximum number of charts of one response, and of columns of one chart. */
const MAX_CHARTS = 20
const MAX_COLUMNS = 60
/** Number of rows to inspect for the kinds of the columns. */
const SAMPLED_ROWS = 40
/** Share of the inspected values that must have the kind of their column. */
const MOST = 0.8
const LABEL_BYTES = 40
const NUMBER_BYTES = 40

/** Numbers of a response that a chart can show. */
export interface ChartSource {
  /** Array of objects, or object of parallel arrays. */
  readonly value: number
  readonly path: string
  readonly points: number
  /** `times`: the x axis shows times. `days`: it shows days. `rows`: it shows the rows in their order. */
  readonly axis: 'times' | 'days' | 'rows'
  /** Name of the column that is the x axis; undefined for rows without a name. */
  readonly axisName: string | undefined
  /** Names of the columns with numbers. */
  readonly columns: readonly string[]
  /** Columns with the prices of bars. */
  readonly candles?: CandleColumns
}

interface CandleColumns {
  readonly open: string
  readonly high: string
  readonly low: string
  readonly close: string
}

export interface ChartPoints {
  /** Times in ms since epoch, ascending, or row numbers that start at 0. */
  readonly xs: readonly number[]
  /** Names of the rows; empty if the axis shows times. */
  readonly labels: readonly string[]
  /** Values of each requested column. */
  readonly values: readonly (readonly (number | null)[])[]
  /** Number of points that were left out. */
  readonly leftOut: number
}

const CANDLES: readonly CandleColumns[] = [
  { open: 'o', high: 'h', low: 'l', close: 'c' },
  { open: 'open', high: 'high', low: 'low', close: 'close' },
]
/** Numbers that name or describe something, so that a chart of them has no meaning. */
const NO_QUANTITY =
  /(?:^|[a-z_])(?:id|conid|conidex|code|digits|version|hash|phone|mask)s?$|^(?:id|conid|_updated|server_id|acct)/i
const NUMBER = /^[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d+)?(?:[eE][-+]?\d+)?%?$/
/** Prefix of IBKR's last price: closed or halted. */
const PRICE_MARK = /^[CH](?=\d)/

/** Reads a number from a JSON number or a text such as `1,234.5`, `0.25%` or `C187.30`. */
function numberOf(document: JsonDocument, value: number | undefined): number | null {
  if (value === undefined) return null
  const kind = document.index.kind(value)
  if (kind !== 'number' && kind !== 'string') return null
  const text = document.scalar(value, NUMBER_BYTES)
  const plain = text.trim().replace(PRICE_MARK, '')
  if (plain === '' || !NUMBER.test(plain)) return null
  const number = Number(plain.replaceAll(',', '').replace('%', ''))
  return Number.isFinite(number) ? number : null
}

const timeAt = (document: JsonDocument, name: string, value: number | undefined) =>
  value === undefined || document.index.isContainer(value)
    ? undefined
    : timeOf(name, document.scalar(value, LABEL_BYTES))

type ColumnKind = 'time' | 'day' | 'number' | 'text'

/** Returns the kind of most values of a column; undefined if they differ. */
function kindOf(document: JsonDocument, name: string, cells: readonly (number | undefined)[]): ColumnKind | undefined {
  const given = cells.filter((cell) => cell !== undefined && document.index.kind(cell) !== 'literal')
  const enough = Math.max(1, given.length * MOST)
  if (given.length === 0) return undefined
  const times = given.map((cell) => timeAt(document, name, cell)).filter((time) => time !== undefined)
  if (times.length >= enough) return times.every(({ isDay }) => isDay) ? 'day' : 'time'
  const numbers = given.filter((cell) => numberOf(document, cell) !== null)
  if (numbers.length >= enough) return 'number'
  return given.every((cell) => cell !== undefined && document.index.kind(cell) === 'string') ? 'text' : undefined
}

/** Names of a column that names its row, the most telling first. */
const ROW_NAMES = ['contractDesc', 'description1', 'ticker', 'symbol', '55', 'name', 'label', 'conid']

/** Finds the numbers of a response that a chart can show. `tables`: arrays of objects, see `findTables`. */
export function findChartSources(
  document: JsonDocument,
  tables: readonly TableSource[] = findTables(document),
): readonly ChartSource[] {
  const ofTables = tables.flatMap((table) => chartOfTable(document, table) ?? [])
  return [...ofTables, ...findParallelArrays(document)].slice(0, MAX_CHARTS)
}

function chartOfTable(document: JsonDocument, { value, path, rows }: TableSource): ChartSource | undefined {
  if (rows < 2) return undefined
  const sample = sampleOf(document, value, rows)
  const columns = new Map<string, ColumnKind>()
  const first = sample.slice(0, 3).flatMap((row) => [...document.children(row)])
  for (const name of new Set(first.map((cell) => document.name(cell) ?? ''))) {
    const kind = kindOf(
      document,
      name,
      sample.map((row) => document.member(row, name)),
    )
    if (kind !== undefined) columns.set(name, kind)
  }
  const named = (wanted: ColumnKind): string[] =>
    [...columns].flatMap(([name, kind]) => (kind === wanted ? [name] : []))
  const numbers = named('number').filter((name) => !NO_QUANTITY.test(name))
  if (numbers.length === 0) return undefined
  const [time] = named('time')
  const [day] = named('day')
  const candles = CANDLES.find((each) => Object.values(each).every((name) => columns.get(name) === 'number'))
  const texts = named('text')
  const text = ROW_NAMES.find((name) => columns.has(name)) ?? texts.find((name) => !NO_QUANTITY.test(name))
  // Most rows have one time each, such as the time of an update. Only different times form an axis.
  const axisName = [time, day].find((name) => name !== undefined && areDifferent(document, sample, name))
  return {
    value,
    path,
    points: rows,
    axis: axisName === undefined ? 'rows' : axisName === time ? 'times' : 'days',
    axisName: axisName ?? text,
    columns: numbers.slice(0, MAX_COLUMNS),
    ...(candles && axisName !== undefined && { candles }),
  }
}

/** Returns rows with objects from the whole array. */
function sampleOf(document: JsonDocument, array: number, rows: number): readonly number[] {
  const step = Math.max(1, Math.floor(rows / SAMPLED_ROWS))
  const sample: number[] = []
  let at = 0
  for (const row of document.children(array)) {
    if (at % step === 0 && document.index.kind(row) === 'object') sample.push(row)
    at += 1
  }
  return sample
}

function areDifferent(document: JsonDocument, rows: readonly number[], name: string): boolean {
  const times = rows.map((row) => timeAt(document, name, document.member(row, name))?.ms)
  return new Set(times).size > rows.length / 2
}

/** Levels above an array of numbers on which its times may be. */
const LEVELS_UP = 4
/** Number of values that are inspected for parallel arrays. */
const INSPECTED = 4_000

/** Finds arrays of numbers that have as many times beside or above them, such as those of a performance. */
function findParallelArrays(document: JsonDocument): readonly ChartSource[] {
  const { index } = document
  const sources: ChartSource[] = []
  const lengths = new Map<number, number>()
  const lengthOf = (array: number): number => {
    const known = lengths.get(array) ?? document.countChildren(array)
    lengths.set(array, known)
    return known
  }
  let inspected = 0
  for (let value = 0; value < index.count && inspected < INSPECTED && sources.length < MAX_CHARTS; ) {
    inspected += 1
    if (index.kind(value) !== 'array' || index.isEmpty(value) || index.isContainer(value + 1)) {
      value += 1
      continue
    }
    const axis = axisOf(document, value, lengthOf)
    const name = document.name(value)
    if (axis !== undefined && axis.value !== value && name !== undefined && !NO_QUANTITY.test(name)) {
      const cells = [...document.children(value)].slice(0, SAMPLED_ROWS)
      if (kindOf(document, '', cells) === 'number')
        sources.push({
          value,
          path: pathOf(document, value),
          points: lengthOf(value),
          axis: axis.kind === 'day' ? 'days' : 'times',
          axisName: document.name(axis.value),
          columns: [escapeMisleading(name)],
        })
    }
    value = index.next(value)
  }
  return sources
}

/** Finds the array of as many times, in the objects around an array of numbers. */
function axisOf(
  document: JsonDocument,
  array: number,
  lengthOf: (array: number) => number,
): { readonly value: number; readonly kind: 'time' | 'day' } | undefined {
  const { index } = document
  let inner = array
  for (let level = 0; level < LEVELS_UP && index.parent(inner) !== inner; level += 1) {
    inner = index.parent(inner)
    if (index.kind(inner) !== 'object') continue
    for (const child of document.children(inner)) {
      if (child === array || index.kind(child) !== 'array' || index.isEmpty(child)) continue
      if (index.isContainer(child + 1) || lengthOf(child) !== lengthOf(array) || lengthOf(array) < 2) continue
      const kind = kindOf(document, document.name(child) ?? '', [...document.children(child)].slice(0, SAMPLED_ROWS))
      if (kind === 'time' || kind === 'day') return { value: child, kind }
    }
  }
  return undefined
}

/** Reads the points of a chart. The points are in the order of their times. */
export function* readChartPoints(
  document: JsonDocument,
  source: ChartSource,
  columns: readonly string[],
  now: () => number,
): SlicedWork<ChartPoints> {
  const { axis, axisName, points } = source
  const step = Math.max(1, Math.ceil(points / MAX_POINTS))
  const isSliceOver = sliceTimer(now)
  const read: { readonly x: number; readonly label: string; readonly values: readonly (number | null)[] }[] = []
  let at = -1
  for (const { x, label, cells } of rowsOf(document, source, columns)) {
    if (isSliceOver()) yield
    at += 1
    if (at % step !== 0) continue
    const time = axis === 'rows' ? read.length : timeAt(document, axisName ?? '', x)?.ms
    if (time === undefined) continue
    read.push({ x: time, label, values: cells.map((cell) => numberOf(document, cell)) })
  }
  if (axis !== 'rows') read.sort((a, b) => a.x - b.x)
  return {
    xs: read.map(({ x }) => x),
    labels: axis === 'rows' ? read.map(({ label }) => label) : [],
    values: columns.map((_, column) => read.map(({ values }) => values[column] ?? null)),
    leftOut: points - read.length,
  }
}

interface SourceRow {
  readonly x: number | undefined
  readonly label: string
  readonly cells: readonly (number | undefined)[]
}

function* rowsOf(document: JsonDocument, source: ChartSource, columns: readonly string[]): Generator<SourceRow> {
  const { value, axisName } = source
  if (document.index.isContainer(value + 1)) {
    let number = 0
    for (const row of document.children(value)) {
      number += 1
      const x = axisName === undefined ? undefined : cellOf(document, row, axisName, 0)
      const name = x === undefined || document.index.isContainer(x) ? '' : document.scalar(x, LABEL_BYTES)
      const cells = columns.map((column) => cellOf(document, row, column, 0))
      yield { x, label: name === '' ? String(number) : escapeMisleading(name), cells }
    }
    return
  }
  const axis = axisOf(document, value, (array) => document.countChildren(array))
  const times = axis ? document.children(axis.value) : [].values()
  for (const cell of document.children(value)) {
    yield { x: times.next().value, label: '', cells: [cell] }
  }
}
