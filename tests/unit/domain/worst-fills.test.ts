import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countNakedShorts, type Holding } from '../../../src/shared/domain/exposure.ts'
import { countWorstNakedShorts } from '../../../src/shared/domain/worst-fills.ts'

const call = (quantity: number, expiry = '20270115', units = 100): Holding => ({
  kind: 'call',
  quantity,
  expiry,
  units,
})
const put = (quantity: number, expiry = '20270115'): Holding => ({ kind: 'put', quantity, expiry, units: 100 })
const shares = (quantity: number): Holding => ({ kind: 'underlying', quantity, expiry: '', units: 1 })

test('finds the worst of two orders that each leave nothing naked alone', () => {
  // Each of two calls is covered by shares or by a longer call; only both sales together uncover them.
  const held = [call(-1), shares(100), call(1, '20270219')]
  const [sellShares, sellCall] = [[[shares(-100)]], [[call(-1, '20270219')]]]
  expect(countWorstNakedShorts(held, [sellShares])).toBe(0)
  expect(countWorstNakedShorts(held, [sellCall])).toBe(0)
  expect(countWorstNakedShorts(held, [sellShares, sellCall])).toBe(1)
})

test('counts the part of an order that leaves neither calls nor puts covered', () => {
  const held = [call(-1), put(-1), shares(100)]
  // The whole sale covers the put by short shares. Half of it covers nothing.
  expect(countWorstNakedShorts(held, [[[shares(-200)]]])).toBe(2)
  expect(countWorstNakedShorts(held, [[[shares(-100)]], [[shares(-100)]]])).toBe(2)
  expect(countWorstNakedShorts([put(-1), shares(-100)], [[[shares(150)]]])).toBe(1)
})

test('fills one order of a group, and never a purchase of options that covers', () => {
  expect(countWorstNakedShorts([], [[[call(-1)], [call(-3)]]])).toBe(3)
  expect(countWorstNakedShorts([call(-2)], [[[call(2)]]])).toBe(2)
  expect(countWorstNakedShorts([], [[[call(-1)]], [[call(-1)]], [[call(1)]]])).toBe(2)
})

test('compares many orders of shares, and reports spreads that can fill in too many ways', () => {
  const grid = Array.from({ length: 60 }, (_, at) => [[shares(at % 2 ? 7 * at : -5 * at)]])
  expect(countWorstNakedShorts([call(-3), shares(300)], grid)).toBe(3)
  const spread = (at: number) => [[call(-1, `2027${1000 + at}`), call(1, `2027${2000 + at}`)]]
  const spreads = (count: number) => Array.from({ length: count }, (_, at) => spread(at))
  expect(countWorstNakedShorts([], spreads(10))).toBe(0)
  expect(countWorstNakedShorts([], spreads(14))).toBeUndefined()
  // Shares of unknown number may cover options of two sizes in any way.
  const sizes = [call(-1), call(-9, '20270115', 10)]
  expect(countWorstNakedShorts([...sizes, shares(100)], [])).toBe(countNakedShorts([...sizes, shares(100)]))
  expect(countWorstNakedShorts(sizes, [[[shares(100)]]])).toBeUndefined()
})

/** Counts the worst result of all fills, tried one after the other. Orders for shares fill in parts of 50. */
function tryAll(held: readonly Holding[], groups: readonly (readonly (readonly Holding[])[])[]): number {
  const [group, ...others] = groups
  if (group === undefined) return countNakedShorts(held)
  const parts = group.flatMap((holdings) => {
    const [only] = holdings
    if (holdings.length !== 1 || only?.kind !== 'underlying') return [holdings]
    const steps = Math.abs(only.quantity) / 50
    return Array.from({ length: steps }, (_, at) => [shares(Math.sign(only.quantity) * 50 * (at + 1))])
  })
  return Math.max(...[[], ...parts].map((holdings) => tryAll([...held, ...holdings], others)))
}

test('counts as many as the worst of all fills', () => {
  const quantity = fc.integer({ min: -3, max: 3 }).filter((each) => each !== 0)
  const expiry = fc.constantFrom('20270115', '20270219', '20270319')
  const option = fc.record({
    kind: fc.constantFrom('call' as const, 'put' as const),
    quantity,
    expiry,
    units: fc.constant(100),
  })
  const some = fc.oneof(
    option,
    quantity.map((each) => shares(each * 50)),
  )
  const holdings = fc
    .array(some, { minLength: 1, maxLength: 2 })
    .map((legs) => (legs.some(({ kind }) => kind === 'underlying') ? legs.slice(0, 1) : legs))
  const group = fc.array(holdings, { minLength: 1, maxLength: 2 })
  fc.assert(
    fc.property(fc.array(some, { maxLength: 5 }), fc.array(group, { maxLength: 4 }), (held, groups) => {
      expect(countWorstNakedShorts(held, groups)).toBe(tryAll(held, groups))
    }),
    { numRuns: 400 },
  )
})
