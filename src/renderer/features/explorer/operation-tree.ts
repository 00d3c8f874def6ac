import { areaTitles } from '../../../shared/catalogue/area-title.ts'
import type { Area, Operation } from '../../../shared/catalogue/operation.ts'
import { fuzzyMatch } from '../palette/fuzzy-match.ts'
import { shortPath } from './short-path.ts'

export interface AreaBranch {
  readonly area: Area
  readonly title: string
  readonly operations: readonly Operation[]
}

/** The tree as far as a search leaves it: branches without a match are not shown. */
export function operationTree(operations: readonly Operation[], search: string): readonly AreaBranch[] {
  const branches: AreaBranch[] = []
  for (const [area, title] of Object.entries(areaTitles) as [Area, string][]) {
    const inArea = operations.filter((operation) => operation.area === area && matches(operation, title, search))
    if (inArea.length > 0) branches.push({ area, title, operations: inArea })
  }
  return branches
}

function matches(operation: Operation, areaTitle: string, search: string): boolean {
  if (search.trim() === '') return true
  const text = `${operation.method} ${shortPath(operation.path)} ${operation.title} ${areaTitle}`.toLowerCase()
  return search
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word) || (word.length > 4 && fuzzyMatch(word, operation.title) !== undefined))
}
