import { describe, expect, it } from 'vitest'
import { readSearchTexts } from '../../../../src/renderer/features/catalogue/catalogue-store.ts'
import { shortPath } from '../../../../src/renderer/features/catalogue/find-operation.ts'
import { rememberRequest, useExplorerStore } from '../../../../src/renderer/features/explorer/explorer-store.ts'
import { starters } from '../../../../src/renderer/features/explorer/response/starters.tsx'
import { operationTree } from '../../../../src/renderer/features/explorer/tree/search-operations.ts'
import { operations } from '../../../../src/shared/catalogue/operations.ts'

describe('operation tree', () => {
  it('contains every operation of the catalogue once', () => {
    const inTree = operationTree(operations, '').flatMap((branch) => branch.operations)
    expect(inTree).toHaveLength(operations.length)
  })

  it('shows only branches with a match', () => {
    const found = operationTree(operations, 'portfolio ledger').flatMap((branch) => branch.operations)
    expect(found.map((operation) => shortPath(operation.path))).toContain('/portfolio/{accountId}/ledger')
    expect(found.length).toBeLessThan(5)
  })

  it('lists matches in help texts and body fields last', async () => {
    const texts = await readSearchTexts()
    const tree = (search: string) => operationTree(operations, search, texts)
    const mentionedBy = (search: string) =>
      tree(search)
        .filter(({ area }) => area === 'mentioned')
        .flatMap((branch) => branch.operations.map(({ id }) => id))
    expect(mentionedBy('trailing stop')).toContain('orders.place')
    expect(mentionedBy('auxPrice')).toEqual(['orders.preview', 'orders.place', 'orders.modify'])
    expect(mentionedBy('post encryptedPassword')).toContain('management.create-account')
    expect(mentionedBy('ledger')).not.toContain('portfolio.ledger')
    expect(tree('ledger')[0]?.area).toBe('portfolio')
    expect(tree('')).toEqual(operationTree(operations, ''))
    expect(tree('no such words at all')).toEqual([])
  })
})

describe('short operation path', () => {
  it('omits the prefix that most operations share', () => {
    expect(shortPath('/v1/api/iserver/accounts')).toBe('/iserver/accounts')
    expect(shortPath('/gw/api/v1/accounts')).toBe('/gw/api/v1/accounts')
  })
})

it('suggests five read requests to a new user', () => {
  expect(starters).toHaveLength(5)
  expect(starters.every((operation) => operation.effect === 'read')).toBe(true)
})

it('keeps the twelve most recent requests, newest first, without duplicates', () => {
  for (const path of [...Array(20).keys(), 18]) rememberRequest({ method: 'GET', path: `/${path}` })
  const { recent } = useExplorerStore.getState()
  expect(recent).toHaveLength(12)
  expect(recent.slice(0, 2).map((request) => request.path)).toEqual(['/18', '/19'])
})
