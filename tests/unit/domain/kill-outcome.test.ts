import { expect, test } from 'vitest'
import { countByContract, describeCancelled, describeKillOutcome } from '../../../src/shared/domain/kill-outcome.ts'

test('states only what is known about the cancels of the kill switch', () => {
  const text = (cancelled: number | 'unknown', remaining: number, ...problems: string[]) =>
    describeKillOutcome({ cancelled, remaining: Array(remaining).fill(undefined), problems })
  expect(text(3, 0)).toBe('3 orders cancelled; no working orders remain')
  expect(text(0, 0)).toBe('no orders cancelled; no working orders remain')
  // The responses of all cancels were lost.
  expect(text(0, 5)).toBe('no cancel confirmed; 5 orders may still be working')
  expect(text(0, 0, 'Account DU1: no response')).toBe('no cancel confirmed; orders may still be working')
  expect(text('unknown', 1)).toBe('cancelled orders unknown; 1 order may still be working')
})

test('names each contract of the cancelled orders', () => {
  const option = 'AAPL 20JAN27 240/250 C vertical'
  const text = (...names: string[]) => describeCancelled(countByContract(names))
  expect(text()).toBe('')
  expect(text('AAPL', option, 'AAPL')).toBe(`Cancelled: AAPL (2 orders); ${option}.`)
  const many = Array.from({ length: 14 }, (_, at) => `S${at}`)
  expect(text(...many)).toMatch(/; S10; S11 and 2 more contracts\.$/)
})
