import { expect, it } from 'vitest'
import { ALL_ENTRIES, journalQuery } from '../../../src/renderer/features/journal/journal-store.ts'

const now = new Date(2026, 10, 25, 14, 2, 11).getTime()
const midnight = (day: number) => new Date(2026, 10, day).getTime()
const ask = (change: Partial<typeof ALL_ENTRIES>) => journalQuery({ ...ALL_ENTRIES, ...change }, 'mine', now)

it('limits the query to the profile unless all profiles are selected', () => {
  expect(ask({})).toEqual({ profileId: 'mine' })
  expect(ask({ everyProfile: true })).toEqual({})
})

it('starts and ends days at local midnight', () => {
  expect(ask({ days: 'today' })).toMatchObject({ since: midnight(25) })
  expect(ask({ days: 'yesterday' })).toMatchObject({ since: midnight(24), until: midnight(25) })
  expect(ask({ days: 'week' })).toMatchObject({ since: midnight(19) })
})

it('contains only the filters that the user set', () => {
  expect(ask({ text: '  aapl ', status: 'Filled', orderId: '7', everything: true })).toEqual({
    profileId: 'mine',
    text: 'aapl',
    status: 'Filled',
    orderId: '7',
    everything: true,
  })
  expect(ask({ text: '   ' })).toEqual({ profileId: 'mine' })
})
