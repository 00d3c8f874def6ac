import { expect, test } from 'vitest'
import { contractIdOf, formatLegs, isSameContract, parseCombo } from '../../../src/shared/domain/combo.ts'

test.each([
  ['28812380;;;265598/1,8314/-2', { spreadId: 28812380 }],
  [' 0;;;265598/1, 8314/-2 ', { spreadId: 0 }],
  ['58666491@LSE;;;265598/1,8314/-2', { spreadId: 58666491, exchange: 'LSE' }],
])('reads the legs of %s', (text, more) => {
  const legs = [
    { conid: 265598, ratio: 1 },
    { conid: 8314, ratio: -2 },
  ]
  expect(parseCombo(text)).toEqual({ kind: 'combo', legs, ...more })
})

test.each(['AAPL', '265598', 'AAPL 20JAN27 250 C', '265598/1,8314/-1'])('does not take %s for a combo', (text) => {
  expect(parseCombo(text)).toBeUndefined()
})

test.each([
  ['0;;;1/0,2/-1', 'Leg 1 has the ratio 0. Use 1 or more to buy, and -1 or less to sell.'],
  ['0;;;1/1,1/-1', 'Leg 1 is in the combo twice. Combine both into one ratio.'],
  ['0;;;1/1', 'A combo has at least two legs. Search the contract itself instead.'],
  [
    '0;;;1/1,2/1,3/1,4/1,5/1,6/1,7/1',
    'A combo has at most 6 legs in the console, not 7. Split it into several orders.',
  ],
  ['0;;;1/1,AAPL/-1', 'Write each leg as CONID/RATIO, such as 265598/-1, instead of “AAPL/-1”.'],
  ['0;;;', 'Write each leg as CONID/RATIO, such as 265598/-1, instead of “”.'],
  ['0;;;1/1.5,2/-1', 'Write each leg as CONID/RATIO, such as 265598/-1, instead of “1/1.5”.'],
])('says why %s is no combo', (text, problem) => {
  expect(parseCombo(text)).toEqual({ kind: 'invalid', problem })
})

test('tells combos of one currency apart by their legs, and ignores the route of any other contract', () => {
  const combo = { conid: 28812380, conidex: '28812380;;;1/1,2/-1' }
  expect(isSameContract(combo, { ...combo })).toBe(true)
  expect(isSameContract(combo, { ...combo, conidex: '28812380;;;1/1,3/-1' })).toBe(false)
  // The sequence of the legs, their exchanges and that of the combo make no other combo.
  for (const conidex of ['28812380;;;2/-1,1/1', '28812380@SMART;;;1/1,2/-1', '0;;;1@CBOE/1,2/-1'])
    expect(isSameContract(combo, { ...combo, conidex }), conidex).toBe(true)
  expect(isSameContract(combo, { ...combo, conidex: '28812380;;;1/-1,2/1' })).toBe(false)
  expect(isSameContract(combo, { conid: 28812380 })).toBe(false)
  const pair = { conid: 15016138, conidex: '15016138@IDEALPRO' }
  expect(isSameContract(pair, { conid: 15016138 })).toBe(true)
  expect([combo, pair].map(contractIdOf)).toEqual([combo, { conid: 15016138 }])
  expect(isSameContract(undefined, undefined)).toBe(true)
  expect(isSameContract(combo, undefined)).toBe(false)
})

test('formats legs with the sign of their ratio', () => {
  const legs = [
    { name: 'AAPL 20JAN27 240 C', ratio: 1 },
    { name: 'AAPL 20JAN27 250 C', ratio: -2 },
  ]
  expect(formatLegs(legs)).toBe('+1 AAPL 20JAN27 240 C, −2 AAPL 20JAN27 250 C')
})
