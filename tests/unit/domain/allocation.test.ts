import { expect, test } from 'vitest'
import { readAllocation } from '../../../src/shared/domain/allocation.ts'

const sides = (long: object, short: object = {}) => ({ long, short })

test('reads long and short values by asset class, sector and group, the largest first', () => {
  const body = {
    assetClass: sides({ CASH: 100, STK: 900 }, { OPT: -250, STK: -50 }),
    sector: sides({ Technology: '1,200.50' }),
    group: sides({}),
  }
  expect(readAllocation('DU1', body)).toEqual({
    kind: 'known',
    account: 'DU1',
    assetClass: [
      { name: 'STK', long: 900, short: -50 },
      { name: 'OPT', long: 0, short: -250 },
      { name: 'CASH', long: 100, short: 0 },
    ],
    sector: [{ name: 'Technology', long: 1200.5, short: 0 }],
    group: [],
  })
})

test('reads short values without a sign as negative', () => {
  const body = { assetClass: sides({}, { STK: 50 }), sector: {}, group: {} }
  expect(readAllocation('DU1', body)).toMatchObject({ assetClass: [{ name: 'STK', long: 0, short: -50 }] })
})

test('waits for a response that is still empty, and reports one that is incomplete', () => {
  expect(readAllocation('DU1', {})).toBeUndefined()
  expect(readAllocation('DU1', [])).toBeUndefined()
  for (const body of [
    { assetClass: sides({ STK: 1 }) },
    { assetClass: sides({ STK: 'many' }), sector: {}, group: {} },
    { assetClass: 5, sector: {}, group: {} },
  ]) {
    expect(readAllocation('DU1', body)).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('incomplete'),
    })
  }
})
