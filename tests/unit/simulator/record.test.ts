import { expect, test } from 'vitest'
import { createRecord } from '../../../src/simulator/record.ts'

const frame = (text: string, direction: 'in' | 'out' = 'in') => ({ at: 0, connection: 1, direction, text })

test('a record keeps the newest entries and no more than its limit', () => {
  const record = createRecord(3)
  for (let number = 1; number <= 20; number += 1) {
    record.addFrame(frame(String(number)))
    expect(record.frames().length).toBeLessThanOrEqual(3)
  }
  expect(record.frames().map((each) => each.text)).toEqual(['18', '19', '20'])
})

test('frames are narrowed by direction and text', () => {
  const record = createRecord(10)
  record.addFrame(frame('sor+{}'))
  record.addFrame(frame('{"topic":"sor"}', 'out'))
  expect(record.frames({ direction: 'in', text: /^sor/ })).toHaveLength(1)
  expect(record.frames({ text: 'sor+{}' })).toHaveLength(1)
  record.clear()
  expect(record.frames()).toEqual([])
})
