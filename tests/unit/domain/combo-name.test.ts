import { expect, test } from 'vitest'
import { nameCombo } from '../../../src/shared/domain/combo-name.ts'

const nameOf = (...legs: readonly (readonly [ratio: number, name: string])[]): string =>
  nameCombo(legs.map(([ratio, name], index) => ({ conid: index + 1, ratio, name })))

test.for([
  [
    'AAPL 20JAN27 240/250 C vertical',
    [
      [1, 'AAPL 20JAN27 240 C'],
      [-1, 'AAPL 20JAN27 250 C'],
    ],
  ],
  [
    'BRK B 20JAN27 250/240 P vertical',
    [
      [-1, 'BRK B 20JAN27 240 P'],
      [1, 'BRK B 20JAN27 250 P'],
    ],
  ],
  [
    'SPX 18DEC26 6700/6800 C SPXW vertical',
    [
      [1, 'SPX 18DEC26 6700 C SPXW'],
      [-1, 'SPX 18DEC26 6800 C SPXW'],
    ],
  ],
  [
    'AAPL 20JAN27/18DEC26 240 C calendar',
    [
      [-1, 'AAPL 18DEC26 240 C'],
      [1, 'AAPL 20JAN27 240 C'],
    ],
  ],
  [
    'ES DEC26/MAR27 calendar',
    [
      [1, 'ES DEC26'],
      [-1, 'ES MAR27'],
    ],
  ],
  [
    'AAPL 20JAN27 240 straddle',
    [
      [1, 'AAPL 20JAN27 240 C'],
      [1, 'AAPL 20JAN27 240 P'],
    ],
  ],
  [
    'AAPL 20JAN27 230/250 strangle',
    [
      [1, 'AAPL 20JAN27 250 C'],
      [1, 'AAPL 20JAN27 230 P'],
    ],
  ],
  [
    'AAPL 20JAN27 230/240/250 C butterfly',
    [
      [1, 'AAPL 20JAN27 230 C'],
      [-2, 'AAPL 20JAN27 240 C'],
      [1, 'AAPL 20JAN27 250 C'],
    ],
  ],
  [
    'AAPL 20JAN27 220/230/250/260 iron condor',
    [
      [1, 'AAPL 20JAN27 220 P'],
      [-1, 'AAPL 20JAN27 230 P'],
      [-1, 'AAPL 20JAN27 250 C'],
      [1, 'AAPL 20JAN27 260 C'],
    ],
  ],
] as const)('names %s', ([name, legs]) => {
  expect(nameOf(...legs)).toBe(name)
})

test.for([
  [
    'stocks',
    '+1 AAPL, −2 IBM',
    [
      [1, 'AAPL'],
      [-2, 'IBM'],
    ],
  ],
  [
    'a short first leg',
    '−1 AAPL, +1 IBM',
    [
      [-1, 'AAPL'],
      [1, 'IBM'],
    ],
  ],
  [
    'another ratio',
    '+1 AAPL 20JAN27 240 C, −2 AAPL 20JAN27 250 C',
    [
      [1, 'AAPL 20JAN27 240 C'],
      [-2, 'AAPL 20JAN27 250 C'],
    ],
  ],
  [
    'two strikes and two days',
    '+1 AAPL 20JAN27 240 C, −1 AAPL 18DEC26 250 C',
    [
      [1, 'AAPL 20JAN27 240 C'],
      [-1, 'AAPL 18DEC26 250 C'],
    ],
  ],
  [
    'a short straddle',
    '−1 AAPL 20JAN27 240 C, −1 AAPL 20JAN27 240 P',
    [
      [-1, 'AAPL 20JAN27 240 C'],
      [-1, 'AAPL 20JAN27 240 P'],
    ],
  ],
  [
    'a strangle whose put has the higher strike',
    '+1 AAPL 20JAN27 240 C, +1 AAPL 20JAN27 250 P',
    [
      [1, 'AAPL 20JAN27 240 C'],
      [1, 'AAPL 20JAN27 250 P'],
    ],
  ],
  [
    'two trading classes',
    '+1 SPX 18DEC26 6700 C, −1 SPX 18DEC26 6800 C SPXW',
    [
      [1, 'SPX 18DEC26 6700 C'],
      [-1, 'SPX 18DEC26 6800 C SPXW'],
    ],
  ],
  [
    'two underlyings',
    '+1 AAPL 20JAN27 240 C, −1 IBM 20JAN27 240 C',
    [
      [1, 'AAPL 20JAN27 240 C'],
      [-1, 'IBM 20JAN27 240 C'],
    ],
  ],
  [
    'options without their day',
    '+1 MES OCT26 4300 P, −1 MES OCT26 4400 P',
    [
      [1, 'MES OCT26 4300 P'],
      [-1, 'MES OCT26 4400 P'],
    ],
  ],
  [
    'a butterfly with wings of two widths',
    '+1 AAPL 20JAN27 230 C, −2 AAPL 20JAN27 240 C, +1 AAPL 20JAN27 260 C',
    [
      [1, 'AAPL 20JAN27 230 C'],
      [-2, 'AAPL 20JAN27 240 C'],
      [1, 'AAPL 20JAN27 260 C'],
    ],
  ],
] as const)('joins the legs of %s, whose strategy is not certain', ([, name, legs]) => {
  expect(nameOf(...legs)).toBe(name)
})
