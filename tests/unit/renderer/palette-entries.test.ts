import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../src/renderer/commands/command-table.ts'
import {
  commandEntry,
  findEntries,
  operationEntry,
  PALETTE_LIMIT,
} from '../../../src/renderer/features/palette/palette-entries.ts'
import { operations } from '../../../src/shared/catalogue/operations.ts'

const entries = [...COMMANDS.map(commandEntry), ...operations.map(operationEntry)]
const first = (query: string): string | undefined => findEntries(query, entries)[0]?.entry.text

describe('the palette', () => {
  it('lists commands and no operations before anything is typed', () => {
    const found = findEntries('', entries)
    expect(found).toHaveLength(COMMANDS.length)
  })

  it.each([
    ['iserver/accounts', /^GET \/iserver\/accounts — /],
    ['new order', /^New order$/],
    ['dark', /^Theme: dark$/],
    ['marketdata snapshot', /^GET \/iserver\/marketdata\/snapshot — /],
    ['ledger', /^GET \/portfolio\/\{accountId\}\/ledger — /],
  ])('puts what "%s" means first', (query, text) => {
    expect(first(query)).toMatch(text)
  })

  it('puts an operation first when its method and whole path are typed', () => {
    const others = operations.filter((each) => {
      const typed = operationEntry(each).text.split(' — ')[0] ?? ''
      return !first(typed)?.startsWith(`${typed} — `)
    })
    expect(others.map(({ id }) => id)).toEqual([])
  })

  it('finds a command by a word that is not in its title', () => {
    expect(findEntries('blotter', entries).map((each) => each.entry.id)).toContain('command:go-orders')
  })

  it('stays short', () => {
    expect(findEntries('a', entries).length).toBeLessThanOrEqual(PALETTE_LIMIT)
  })
})
