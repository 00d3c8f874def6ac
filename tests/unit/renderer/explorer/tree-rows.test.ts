import { describe, expect, test } from 'vitest'
import { operationTree } from '../../../../src/renderer/features/explorer/operation-tree.ts'
import { treeMove } from '../../../../src/renderer/features/explorer/tree-keys.ts'
import { treeBranches, treeRows } from '../../../../src/renderer/features/explorer/tree-rows.ts'
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
})
