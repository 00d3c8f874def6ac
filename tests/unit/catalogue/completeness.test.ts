import { describe, expect, test } from 'vitest'
import type { Operation } from '../../../src/shared/catalogue/operation.ts'
import { operations } from '../../../src/shared/catalogue/operations.ts'
import { findDocumented, type ListedOperation, readOperationList } from './read-fixture.ts'

const listed = readOperationList()
const current = operations.filter((operation) => operation.legacy !== true)
const legacy = operations.filter((operation) => operation.legacy === true)

describe('the catalogue against the list of operations', () => {
  test('holds each of the 185 current operations once and invents none', () => {
    expect(listed.operations).toHaveLength(185)
    expect(keys(current)).toEqual(keys(listed.operations))
  })

  test('holds each of the 16 legacy operations once and invents none', () => {
    expect(listed.legacy).toHaveLength(16)
    expect(keys(legacy)).toEqual(keys(listed.legacy))
  })

  test('says of exactly the 16 operations without a held document, and of all legacy ones, that their shape is unknown', () => {
    const undescribed = listed.operations.filter(({ inSpec = [] }) => !inSpec.some((version) => held.has(version)))
    expect(undescribed).toHaveLength(16)
    expect(keys(current.filter(({ shape }) => shape === 'unknown'))).toEqual(keys(undescribed))
    expect(legacy.every(({ shape }) => shape === 'unknown')).toBe(true)
  })

  test('gives every operation its own id', () => {
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
  })
})

describe('the parameters of the catalogue against the document', () => {
  test.each(current.filter(({ shape }) => shape === 'known'))('$method $path has its query parameters', (operation) => {
    const documented = findDocumented(operation.method, operation.path)
    expect(documented).toBeDefined()
    const theirs = (documented?.parameters ?? []).filter((parameter) => parameter.in === 'query')
    const differences = differencesOf.get(operation.id)

    const ours = operation.query ?? []
    expect(sorted(ours.map(({ name }) => name))).toEqual(
      sorted([
        ...theirs.map(({ name }) => name).filter((name) => !differences?.without?.includes(name)),
        ...(differences?.more ?? []),
      ]),
    )
    for (const { name, required = false } of theirs) {
      const mine = ours.find((parameter) => parameter.name === name)
      if (mine !== undefined && !differences?.stricter?.includes(name))
        expect({ name, required: mine.required }).toEqual({ name, required })
    }
  })

  test('every difference that is listed still belongs to an operation', () => {
    const ids = new Set(operations.map(({ id }) => id))
    expect([...differencesOf.keys()].filter((id) => !ids.has(id))).toEqual([])
  })
})

const held: ReadonlySet<string> = new Set(['2.28.0', '2.29.0'])

interface Difference {
  /** The documents lack these, the wire takes them. */
  readonly more?: readonly string[]
  /** The documents name these, the form leaves them out. */
  readonly without?: readonly string[]
  /** Optional in the documents, required in the form. */
  readonly stricter?: readonly string[]
  readonly reason: string
}

/** Where the catalogue knows better than the document, and why. */
const differencesOf: ReadonlyMap<string, Difference> = new Map<string, Difference>([
  [
    'session.socket',
    {
      without: ['oauth_token', 'bearer_token'],
      reason: 'Tokens are no fields of a form; the stream console opens the socket.',
    },
  ],
  [
    'portfolio.subaccounts-paged',
    { more: ['page'], reason: 'The documentation pages with it; the document forgets it.' },
  ],
  ['portfolio.positions', { more: ['period'], reason: 'Taken on the wire, missing in the document.' }],
  [
    'portfolio.positions-fresh',
    { more: ['sort'], reason: 'The direction that is documented needs a column to sort by.' },
  ],
  ['orders.list', { more: ['accountId'], reason: 'The documentation offers it for users with several accounts.' }],
  ['contracts.search', { stricter: ['symbol'], reason: 'A search for nothing is refused.' }],
  ['contracts.info-and-rules', { more: ['isBuy'], reason: 'Taken on the wire, missing in the document.' }],
  ['contracts.schedule-by-symbol', { more: ['conid'], reason: 'The documentation names it, the document does not.' }],
  [
    'market-data.snapshot',
    { stricter: ['fields'], reason: 'The first call for a contract is of no use without fields.' },
  ],
])

function keys(list: readonly (Operation | ListedOperation)[]): readonly string[] {
  return sorted(list.map(({ method, path }) => `${method} ${path}`))
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort()
}
