import { expect, test } from 'vitest'
import { checkAlertDraft, newAlertDraft } from '../../../src/renderer/features/inbox/alert-draft.ts'

const check = (securityType: string, level: string) => {
  const contract = { conid: 1, symbol: 'ABC', name: '', exchange: '', securityType }
  return checkAlertDraft({ ...newAlertDraft('DU1', contract), level })
}

test.each(['0', '-0', '-1'])('rejects the price %s of a stock at its field', (level) => {
  expect(check('STK', level)).toEqual({ kind: 'invalid', problems: { level: 'Enter a price greater than 0.' } })
})

test('leaves a price at or below 0 of other contracts to the rules of IBKR', () => {
  for (const securityType of ['FUT', 'BAG', '']) expect(check(securityType, '-1').kind).toBe('valid')
  expect(check('STK', '0.0001').kind).toBe('valid')
})

test.each(['182,50', '10,5', '1e5'])('rejects the level %s, which is no number with grouped thousands', (level) => {
  expect(check('STK', level)).toEqual({
    kind: 'invalid',
    problems: { level: 'Enter a price, such as 182.50.' },
  })
  const minutes = checkAlertDraft({ ...newAlertDraft('DU1', undefined), kind: 'order-age', minutes: level })
  expect(minutes.kind).toBe('invalid')
})

test('reads grouped thousands and a minus sign', () => {
  expect(check('FUT', '1,182.50')).toMatchObject({ condition: { level: 1182.5 } })
  expect(check('FUT', '−37.63')).toMatchObject({ condition: { level: -37.63 } })
})

test('accepts a loss as the level of the daily profit', () => {
  expect(checkAlertDraft({ ...newAlertDraft('DU1', undefined), kind: 'daily-profit', level: '-500' }).kind).toBe(
    'valid',
  )
})
