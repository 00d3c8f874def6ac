import { expect, it } from 'vitest'
import { journalQuery } from '../../../src/renderer/features/journal/journal-query.ts'
import { ALL_ENTRIES } from '../../../src/renderer/features/journal/journal-store.ts'

const now = new Date(2026, 10, 25, 14, 2, 11).getTime()
const midnight = (day: number) => new Date(2026, 10, day).getTime()
const ask = (change: Partial<typeof ALL_ENTRIES>) => journalQuery({ ...ALL_ENTRIES, ...change }, 'mine', now)

it('asks for the entries of the profile, unless for those of all', () => {
  expect(ask({})).toEqual({ profileId: 'mine' })
  expect(ask({ everyProfile: true })).toEqual({})
})

it('reads days from local midnight to local midnight', () => {
  expect(ask({ days: 'today' })).toMatchObject({ since: midnight(25) })
  expect(ask({ days: 'yesterday' })).toMatchObject({ since: midnight(24), until: midnight(25) })
  expect(ask({ days: 'week' })).toMatchObject({ since: midnight(19) })
})

it('names only what was chosen', () => {
  expect(ask({ text: '  aapl ', status: 'Filled', orderId: '7', everything: true })).toEqual({
    profileId: 'mine',
    text: 'aapl',
    status: 'Filled',
    orderId: '7',
    everything: true,
  })
  expect(ask({ text: '   ' })).toEqual({ profileId: 'mine' })
})
