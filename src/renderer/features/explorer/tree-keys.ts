import type { TreeRow } from './tree-rows.ts'

/** Where a key of ARIA's tree leads: to another row, to a branch that opens or closes, or nowhere. */
export type TreeMove =
  | { readonly kind: 'to'; readonly index: number }
  | { readonly kind: 'toggle'; readonly id: string }
  /** Above the first row is the search. */
  | { readonly kind: 'out' }

export function treeMove(rows: readonly TreeRow[], index: number, key: string): TreeMove | undefined {
  const row = rows[index]
  if (!row) return undefined
  const to = (next: number): TreeMove => ({ kind: 'to', index: Math.min(Math.max(next, 0), rows.length - 1) })
  switch (key) {
    case 'ArrowDown':
      return to(index + 1)
    case 'ArrowUp':
      return index === 0 ? { kind: 'out' } : to(index - 1)
    case 'Home':
      return to(0)
    case 'End':
      return to(rows.length - 1)
    case 'PageDown':
      return to(index + 10)
    case 'PageUp':
      return to(index - 10)
    case 'ArrowRight':
      if (row.kind === 'leaf') return undefined
      return row.open ? to(index + 1) : { kind: 'toggle', id: row.id }
    case 'ArrowLeft':
      if (row.kind === 'branch') return row.open ? { kind: 'toggle', id: row.id } : undefined
      return to(rows.findLastIndex((other, at) => at < index && other.kind === 'branch'))
    default:
      return undefined
  }
}
