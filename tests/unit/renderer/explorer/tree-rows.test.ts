import { describe, expect, test } from 'vitest'
import { operationTree } from '../../../../src/renderer/features/explorer/tree/search-operations.ts'
import { treeMove } from '../../../../src/renderer/features/explorer/tree/tree-actions.ts'
import { isSameRow, treeBranches, treeRows } from '../../../../src/renderer/features/explorer/tree/tree-rows.ts'
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

describe('operation tree', () => {
  test('starts with favourites, saved requests by folder, and recent requests', () => {
    const titles = treeBranches(sources()).map(({ title }) => title)
    expect(titles.slice(0, 5)).toEqual(['Favourites', 'Saved requests', 'Mornings', 'Recent', 'Session'])
  })

  test('finds saved requests by name and folder', () => {
    const found = treeBranches(sources('mornings')).flatMap(({ leaves }) => leaves)
    expect(found).toMatchObject([{ kind: 'saved', request: { name: 'Quotes' } }])
  })

  test('supports the keys of the ARIA tree pattern', () => {
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

  test('finds the operation of a saved request with values in its path', () => {
    const order = { ...request, id: '3', method: 'POST', path: '/iserver/account/{{accountId}}/orders' } as const
    const leaves = treeBranches({ ...sources(), saved: [order] }).flatMap(({ leaves: all }) => all)
    expect(leaves.find(({ kind }) => kind === 'saved')?.operation?.effect).toBe('trading')
  })

  test('sorts saved requests by name, with numbers by value', () => {
    const named = ['Step 10', 'step 2', 'Step 1'].map((name, at) => ({ ...request, id: String(at), name }))
    const [folder] = treeBranches({ ...sources(), favourites: new Set(), saved: named })
    expect(folder?.leaves).toMatchObject(['Step 1', 'step 2', 'Step 10'].map((name) => ({ request: { name } })))
  })

  test('keeps the objects of unchanged rows after another search', () => {
    const [rows, later] = [sources('order'), sources('order ')].map((each) => treeRows(treeBranches(each), () => true))
    expect(rows?.length).toBeGreaterThan(10)
    expect(rows?.every((row, at) => later?.[at] && isSameRow(row, later[at]))).toBe(true)
    const closed = treeRows(treeBranches(sources('order')), () => false)
    expect(rows?.[0] && closed[0] && isSameRow(rows[0], closed[0])).toBe(false)
  })

  test('keeps the ID of a request that moves to another folder', () => {
    const rows = treeRows(treeBranches(sources()), () => true)
    const branches = rows.filter(({ kind }) => kind === 'branch')
    expect(branches.map(({ at, of }) => [at, of])).toEqual(branches.map((_, at) => [at + 1, branches.length]))
    const moved = [{ ...request, id: '1', folder: 'Evenings' }]
    const idOf = (all: typeof rows) =>
      all.find((row) => row.kind === 'leaf' && row.leaf.kind === 'saved' && row.leaf.request.id === '1')?.id
    expect(idOf(treeRows(treeBranches({ ...sources(), saved: moved }), () => true))).toBe(idOf(rows))
  })
})
