import { expect, test } from 'vitest'
import {
  applySavedGuardRails,
  discardGuardRailEdits,
  editGuardRails,
  receiveGuardRails,
  useGuardRailsStore,
} from '../../../src/renderer/features/guard-rails/guard-rails-store.ts'
import { checkDraft, draftOf, type RailsDraft } from '../../../src/renderer/features/guard-rails/rails-draft.ts'
import { INDIVIDUAL_ACCOUNT_RAILS, STRICT_RAILS } from '../../../src/shared/domain/guard-rails.ts'

const draft = (change: Partial<RailsDraft>): RailsDraft => ({ ...draftOf(INDIVIDUAL_ACCOUNT_RAILS), ...change })

test.each([INDIVIDUAL_ACCOUNT_RAILS, STRICT_RAILS])('keeps guard rails that are not edited', (rails) => {
  expect(checkDraft(draftOf(rails))).toEqual({ kind: 'ready', rails })
})

test.each([
  ['quantity', '0', 'Enter a number above 0'],
  ['quantity', '1,5', 'Enter a number above 0'],
  ['value', '', 'Enter a number above 0'],
  ['collar', '1001', 'up to 1,000'],
  ['ordersPerMinute', '1.5', 'Enter a whole number.'],
  ['dailyLoss', '-5', 'Enter a number above 0'],
  ['nakedShorts', '0.5', 'Enter a whole number.'],
  ['nakedShorts', '-1', 'Enter a number from 0 to 1,000,000.'],
  ['daysToExpiry', '0', 'Enter a number from 1 to 3,650.'],
  ['workingOrders', '10001', 'from 1 to 10,000'],
  ['symbols', 'AAPL, <b>', '“<B>” is not a symbol'],
  ['symbols', ' , ', 'Enter the allowed symbols'],
] as const)('rejects %s %j at its field', (name, text, problem) => {
  expect(checkDraft(draft({ [name]: { action: 'warn', text } }))).toEqual({
    kind: 'invalid',
    problems: { [name]: expect.stringContaining(problem) as string },
  })
})

test('accepts thousands separators and symbols in lower case', () => {
  const checked = checkDraft(
    draft({ quantity: { action: 'refuse', text: '1,250.5' }, symbols: { action: 'warn', text: 'aapl; BRK B,AAPL' } }),
  )
  expect(checked).toMatchObject({
    rails: { quantity: { action: 'refuse', limit: 1250.5 }, symbols: { allowed: ['AAPL', 'BRK B'] } },
  })
})

test.each([
  ['AAPL MSFT', ['AAPL', 'MSFT']],
  ['aapl  brk b msft', ['AAPL', 'BRK B', 'MSFT']],
  ['F T', ['F', 'T']],
  ['EUR.USD,ES\nBRK B', ['EUR.USD', 'ES', 'BRK B']],
] as const)('reads the symbols %j as %j', (text, allowed) => {
  expect(checkDraft(draft({ symbols: { action: 'warn', text } }))).toMatchObject({ rails: { symbols: { allowed } } })
})

test('rejects an empty list of asset classes unless the guard rail is off', () => {
  expect(checkDraft(draft({ assetClasses: { action: 'refuse', allowed: [] } })).kind).toBe('invalid')
  expect(checkDraft(draft({ assetClasses: { action: 'off', allowed: [] } })).kind).toBe('ready')
})

test('keeps edits until they are saved or discarded, also when another window saves other fields', () => {
  const unsaved = () => useGuardRailsStore.getState().unsaved
  const saved = INDIVIDUAL_ACCOUNT_RAILS
  const quantity = { action: 'refuse', text: '5' } as const
  receiveGuardRails({ first: saved, second: saved })
  editGuardRails('first', { quantity })
  editGuardRails('first', { currency: 'EUR' })
  editGuardRails('second', { quantity })
  editGuardRails('second', { quantity: draftOf(saved).quantity })
  expect(unsaved()).toEqual({ first: { quantity, currency: 'EUR' } })

  receiveGuardRails({ first: { ...saved, currency: 'EUR' }, second: saved })
  expect(unsaved()).toEqual({ first: { quantity } })

  // A field that is edited while the host saves stays unsaved.
  const sent = { ...draftOf(saved), quantity }
  const collar = { action: 'warn', text: '2' } as const
  editGuardRails('first', { collar })
  applySavedGuardRails('first', sent, { ...saved, quantity: { action: 'refuse', limit: 5 } })
  expect(unsaved()).toEqual({ first: { collar } })
  discardGuardRailEdits('first')
  expect(unsaved()).toEqual({})

  // A profile that was deleted has nothing to save.
  editGuardRails('second', { quantity })
  receiveGuardRails({ first: saved })
  expect(unsaved()).toEqual({})
})
