import { expect, it } from 'vitest'
import {
  type ChartData,
  describePoint,
  movedIndex,
  nearestIndex,
  rangeAround,
  tableIndexes,
  zoomedRange,
} from '../../../src/renderer/ui/chart/chart-data.ts'

it('finds the nearest point', () => {
  expect([0, 4, 6, 99].map((x) => nearestIndex([0, 5, 10], x))).toEqual([0, 1, 1, 2])
  expect(nearestIndex([], 3)).toBe(-1)
})

it('describes a point with its values and marks', () => {
  const data: ChartData = {
    xs: [0, 10, 20],
    series: [{ label: 'Last', values: [1, null, 3], shape: 'line', color: 'accent', format: (value) => `${value}.00` }],
    marks: [{ x: 19, y: 3, weight: 1, color: 'buy', label: 'Filled 5 at 3.00' }],
    formatX: (x) => `t${x}`,
  }
  expect([0, 1, 2, 3].map((index) => describePoint(data, index))).toEqual([
    't0 · Last 1.00',
    't10 · no value',
    't20 · Last 3.00 · Filled 5 at 3.00',
    'No data',
  ])
})

it('limits the table to 200 rows', () => {
  expect(tableIndexes(3)).toEqual([0, 1, 2])
  const rows = tableIndexes(5_000)
  expect([rows.length, rows[0], rows.at(-1)]).toEqual([200, 0, 4_999])
  expect(new Set(rows).size).toBe(200)
})

it('moves by a point or a page and to both ends', () => {
  const keys = ['ArrowLeft', 'ArrowRight', 'PageUp', 'Home', 'End', 'x']
  expect(keys.map((key) => movedIndex(key, 50, [0, 100]))).toEqual([49, 51, 60, 0, 100, undefined])
})

it('zooms around a point within the range of the data', () => {
  expect(zoomedRange([0, 100], [0, 100], 50, 'in')).toEqual([25, 75])
  expect(zoomedRange([0, 100], [0, 100], 0, 'in')).toEqual([0, 50])
  expect(zoomedRange([25, 75], [0, 100], 70, 'out')).toEqual([0, 100])
  expect(rangeAround([0, 50], 60)).toEqual([10, 60])
  expect(rangeAround([0, 50], 40)).toEqual([0, 50])
})
