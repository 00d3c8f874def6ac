import { describe, expect, test } from 'vitest'
import { chosenChart, NO_CHOICE } from '../../../../src/renderer/features/explorer/response/chart-choice.ts'
import {
  type ChartSource,
  findChartSources,
  MAX_POINTS,
  readChartPoints,
} from '../../../../src/renderer/features/explorer/response/reader/chart-model.ts'
import { readDocument, runAll } from './read-document.ts'

const now = (): number => 0

function chartsOf(json: unknown): readonly ChartSource[] {
  return findChartSources(readDocument(JSON.stringify(json)).document)
}

function pointsOf(json: unknown, columns?: readonly string[]) {
  const { document } = readDocument(JSON.stringify(json))
  const [source] = findChartSources(document)
  if (!source) throw new Error('no chart')
  return runAll(readChartPoints(document, source, columns ?? source.columns, now))
}

const BARS = [
  { t: 1_796_400_000_000, o: 10, h: 12, l: 9, c: 11, v: 5 },
  { t: 1_796_400_300_000, o: 11, h: 13, l: 10, c: 10.5, v: 7 },
  { t: 1_796_400_600_000, o: 10.5, h: 11, l: 8, c: 9, v: 2 },
]

describe('numbers that a chart can show', () => {
  test('finds the prices of bars over their times', () => {
    expect(chartsOf({ symbol: 'AAPL', data: BARS })).toMatchObject([
      {
        path: '$.data',
        points: 3,
        axis: 'times',
        axisName: 't',
        columns: ['o', 'h', 'l', 'c', 'v'],
        candles: { open: 'o', close: 'c' },
      },
    ])
  })

  test('finds numbers in rows, named by their contract, without ids', () => {
    const rows = [
      { conid: 265598, contractDesc: 'AAPL', position: 300, mktValue: 72_000.5, acctId: 'DU1' },
      { conid: 8314, contractDesc: 'IBM', position: -5, mktValue: -1_000, acctId: 'DU1' },
    ]
    expect(chartsOf(rows)).toMatchObject([
      { axis: 'rows', axisName: 'contractDesc', columns: ['position', 'mktValue'] },
    ])
  })

  test('finds a series of numbers beside an array of days', () => {
    const performance = {
      nav: { data: [{ id: 'DU1', navs: [1000, 1010, 990] }], dates: ['20260105', '20260106', '20260107'] },
    }
    expect(chartsOf(performance)).toMatchObject([
      { path: '$.nav.data[0].navs', axis: 'days', axisName: 'dates', columns: ['navs'] },
    ])
    expect(pointsOf(performance)).toMatchObject({ xs: [1_767_571_200_000, 1_767_657_600_000, 1_767_744_000_000] })
  })

  test.each([
    ['a single row', [{ symbol: 'A', price: 1 }]],
    ['rows with texts only', [{ symbol: 'A' }, { symbol: 'B' }]],
    [
      'rows with ids only',
      [
        { conid: 1, id: 2 },
        { conid: 3, id: 4 },
      ],
    ],
    ['an object', { price: 1, size: 2 }],
    ['numbers without times', { weights: [1, 2, 3], names: ['a', 'b', 'c'] }],
    ['no values', []],
  ])('finds no chart in %s', (_, json) => {
    expect(chartsOf(json)).toEqual([])
  })
})

describe('points of a chart', () => {
  test('reads numbers from texts with marks, commas and percent signs', () => {
    const rows = [
      { '55': 'AAPL', '31': 'C187.30', '83': '0.25%', '7762': '1,234,567' },
      { '55': 'IBM', '31': 'H240', '83': '-1.5%', '7762': '9' },
      { '55': 'SPY', '31': '', '83': 'N/A' },
    ]
    expect(pointsOf(rows, ['31', '83', '7762'])).toEqual({
      xs: [0, 1, 2],
      labels: ['AAPL', 'IBM', 'SPY'],
      values: [
        [187.3, 240, null],
        [0.25, -1.5, null],
        [1_234_567, 9, null],
      ],
      leftOut: 0,
    })
  })

  test('orders points by time and counts rows without a time', () => {
    const rows = [...BARS.toReversed(), { o: 1, h: 1, l: 1, c: 1 }]
    const { xs, values, leftOut } = pointsOf({ data: rows }, ['c'])
    expect(xs).toEqual(BARS.map(({ t }) => t))
    expect(values).toEqual([[11, 10.5, 9]])
    expect(leftOut).toBe(1)
  })

  test('shows evenly spaced points of a long series, and counts the others', () => {
    const count = MAX_POINTS * 2 + 10
    const { xs, leftOut } = pointsOf(Array.from({ length: count }, (_, at) => ({ t: 1_796_400_000_000 + at, c: at })))
    expect(xs.length).toBeLessThanOrEqual(MAX_POINTS)
    expect(xs.length + leftOut).toBe(count)
    expect(xs[0]).toBe(1_796_400_000_000)
  })
})

describe('choice of a chart', () => {
  const source: ChartSource = {
    value: 0,
    path: '$',
    points: 9,
    axis: 'rows',
    axisName: 'symbol',
    columns: ['a', 'mktValue', 'b'],
  }

  test('shows bars of the most telling column first', () => {
    expect(chosenChart(source, NO_CHOICE)).toEqual({ shape: 'bars', columns: ['mktValue'] })
  })

  test('shows at most two columns as bars, and four as lines', () => {
    const columns = ['a', 'mktValue', 'b']
    expect(chosenChart(source, { shape: 'bars', columns }).columns).toEqual(['a', 'mktValue'])
    expect(chosenChart(source, { shape: 'line', columns }).columns).toEqual(columns)
  })

  test('falls back to the default if a choice does not fit', () => {
    expect(chosenChart(source, { shape: 'candles', columns: ['unknown'] })).toEqual(chosenChart(source, NO_CHOICE))
  })
})
