import { expect, test } from 'vitest'
import { asSentence } from '../../../src/shared/domain/as-sentence.ts'

test.each([
  ['no end', 'no end.'],
  ['an end.', 'an end.'],
  ['Is the server running?', 'Is the server running?'],
  ['IBKR said "no."', 'IBKR said "no."'],
  ['closed (code 1006) ', 'closed (code 1006).'],
  ['and so on…', 'and so on…'],
])('turns the text %j into the sentence %j', (text, sentence) => {
  expect(asSentence(text)).toBe(sentence)
})
