import { describe, expect, test } from 'vitest'
import type { Operation } from '../../../src/shared/catalogue/operation.ts'
import { operations } from '../../../src/shared/catalogue/operations.ts'
import { type ListedOperation, readOperationList } from './read-fixture.ts'

const listed = readOperationList()
const current = operations.filter((operation) => operation.legacy !== true)
const legacy = operations.filter((operation) => operation.legacy === true)

describe('catalogue compared with the list of operations', () => {
  test('the catalogue has exactly the 185 current operations', () => {
    expect(listed.operations).toHaveLength(185)
    expect(keys(current)).toEqual(keys(listed.operations))
  })

  test('the catalogue has exactly the 16 legacy operations', () => {
    expect(listed.legacy).toHaveLength(16)
    expect(keys(legacy)).toEqual(keys(listed.legacy))
  })

  test('marks exactly 16 current operations and all legacy operations as undocumented', () => {
    const undescribed = listed.operations.filter(({ inSpec = [] }) => !inSpec.some((version) => held.has(version)))
    expect(undescribed).toHaveLength(16)
    expect(keys(current.filter(({ undocumented }) => undocumented))).toEqual(keys(undescribed))
    expect(legacy.every(({ undocumented }) => undocumented)).toBe(true)
  })

  test('gives every operation its own id', () => {
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
  })
})

const held: ReadonlySet<string> = new Set(['2.28.0', '2.29.0'])

function keys(list: readonly (Operation | ListedOperation)[]): readonly string[] {
  return sorted(list.map(({ method, path }) => `${method} ${path}`))
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort()
}
