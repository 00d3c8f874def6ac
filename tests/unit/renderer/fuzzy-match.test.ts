import { describe, expect, it } from 'vitest'
import { fuzzyMatch } from '../../../src/renderer/ui/fuzzy-match.ts'

const score = (query: string, text: string): number => fuzzyMatch(query, text)?.score ?? Number.NEGATIVE_INFINITY

describe('fuzzy match', () => {
  it('finds words in any order and ignores case', () => {
    expect(fuzzyMatch('ORD acc', 'GET /iserver/account/orders')).toBeDefined()
  })

  it('finds a label by the initials of its words', () => {
    expect(fuzzyMatch('gto', 'Go to Orders')?.positions).toEqual([0, 3, 4])
  })

  it('requires a match for every word of the query', () => {
    expect(fuzzyMatch('accounts banana', 'GET /iserver/accounts')).toBeUndefined()
  })

  it('does not match letters that are scattered over a label', () => {
    expect(fuzzyMatch('ord', 'POST /iserver/dynaccount — Select a dynamic account')).toBeUndefined()
  })

  it('prefers matches at the start of a word', () => {
    expect(score('order', 'New order')).toBeGreaterThan(score('order', 'Reorder the list'))
    expect(score('accounts', '/iserver/accounts')).toBeGreaterThan(score('accounts', '/iserver/accounts/of/all/models'))
  })

  it('returns the positions of matched letters', () => {
    expect(fuzzyMatch('the', 'Theme: dark')?.positions).toEqual([0, 1, 2])
  })

  it('matches every label if the query is empty', () => {
    expect(fuzzyMatch('  ', 'anything')?.positions).toEqual([])
  })
})
