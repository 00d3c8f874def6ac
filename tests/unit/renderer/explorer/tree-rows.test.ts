import { describe, expect, test } from 'vitest'
import { operationTree } from '../../../../src/renderer/features/explorer/tree/search-operations.ts'
import { treeMove } from '../../../../src/renderer/features/explorer/tree/tree-actions.ts'
import { treeBranches, treeRows } from '../../../../src/renderer/features/explorer/tree/tree-rows.ts'
import { operations } from '../../../../src/shared/catalogue/operations.ts'

const request = { folder: 'Mornings', name: 'Quotes', method: 'GET', path: '/x', rows: [], body: '' } as const
const sources = (search = '') => ({
  areas: operationTree(operations, search),
  operations,
  favourites: new Set(['orders.list']),
  saved: [
    { ...request, id: '1' },
    { ...request, id: '2', folder: '', name: 'Loose' },
  ],
  recent: [{ method: 'GET', path: '/tickle' } as const],
  search,
})

describe('the tree', () => {
  test('begins with what a person chose: favourites, saved requests by folder, recent ones', () => {
    const titles = treeBranches(sources()).map(({ title }) => title)
    expect(titles.slice(0, 5)).toEqual(['Favourites', 'Saved requests', 'Mornings', 'Recent', 'Session'])
  })

  test('finds saved requests by name and folder', () => {
    const found = treeBranches(sources('mornings')).flatMap(({ leaves }) => leaves)
    expect(found).toMatchObject([{ kind: 'saved', request: { name: 'Quotes' } }])
  })

  test('is walked by the keys of ARIA: into and out of branches, to the ends, up to the search', () => {
    const closed = treeRows(treeBranches(sources()), () => false)
    expect(treeMove(closed, 0, 'ArrowRight')).toEqual({ kind: 'toggle', id: 'favourites' })
    const rows = treeRows(treeBranches(sources()), (id) => id === 'favourites')
    expect(treeMove(rows, 0, 'ArrowRight')).toEqual({ kind: 'to', index: 1 })
    expect(treeMove(rows, 1, 'ArrowLeft')).toEqual({ kind: 'to', index: 0 })
    expect(treeMove(rows, 0, 'ArrowLeft')).toEqual({ kind: 'toggle', id: 'favourites' })
    expect(treeMove(rows, 0, 'ArrowUp')).toEqual({ kind: 'out' })
    expect(treeMove(rows, 3, 'End')).toEqual({ kind: 'to', index: rows.length - 1 })
    expect(treeMove(rows, 3, 'x')).toBeUndefined()
  })

  test('tells what a saved request can do: its operation is known, also with its path filled in', () => {
    const order = { ...request, id: '3', method: 'POST', path: '/iserver/account/{{accountId}}/orders' } as const
    const leaves = treeBranches({ ...sources(), saved: [order] }).flatMap(({ leaves: all }) => all)
    expect(leaves.find(({ kind }) => kind === 'saved')?.operation?.effect).toBe('trading')
  })

  test('sorts saved requests as a person counts, whatever the order in which they were saved', () => {
    const named = ['Step 10', 'step 2', 'Step 1'].map((name, at) => ({ ...request, id: String(at), name }))
    const [folder] = treeBranches({ ...sources(), favourites: new Set(), saved: named })
    expect(folder?.leaves).toMatchObject(['Step 1', 'step 2', 'Step 10'].map((name) => ({ request: { name } })))
  })

  test('keeps the leaf of what stays from search to search, so that its row is not drawn again', () => {
    const leafOf = (search: string) =>
      treeBranches(sources(search))
        .flatMap(({ leaves }) => leaves)
        .find((leaf) => leaf.kind === 'operation' && leaf.operation.id === 'orders.list')
    expect(leafOf('order')).toBeDefined()
    expect(leafOf('order')).toBe(leafOf('orders'))
  })

  test('says of each row where it stands in its set, and keeps the row of a request that moves to another folder', () => {
    const rows = treeRows(treeBranches(sources()), () => true)
    const branches = rows.filter(({ kind }) => kind === 'branch')
    expect(branches.map(({ at, of }) => [at, of])).toEqual(branches.map((_, at) => [at + 1, branches.length]))
    const moved = [{ ...request, id: '1', folder: 'Evenings' }]
    const idOf = (all: typeof rows) =>
      all.find((row) => row.kind === 'leaf' && row.leaf.kind === 'saved' && row.leaf.request.id === '1')?.id
    expect(idOf(treeRows(treeBranches({ ...sources(), saved: moved }), () => true))).toBe(idOf(rows))
  })
})
