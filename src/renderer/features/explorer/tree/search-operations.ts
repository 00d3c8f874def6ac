import type { Area, Operation } from '../../../../shared/catalogue/operation.ts'
import { areaTitles } from '../../../../shared/catalogue/operation.ts'
import { termTargets } from '../../../commands/trading-terms.ts'
import { fuzzyMatch } from '../../../ui/fuzzy-match.ts'
import { shortPath } from '../../catalogue/index.ts'

export interface AreaBranch {
  /** Area of the catalogue. `mentioned`: operations with a match in their fields or help. */
  readonly area: Area | 'mentioned'
  readonly title: string
  readonly operations: readonly Operation[]
}

/** Search text of each operation by id: field names and help, in lower case. */
export type SearchTexts = ReadonlyMap<string, string>

/** Finds the operations that match a search, by area. Matches in help or fields come last. */
export function operationTree(
  operations: readonly Operation[],
  search: string,
  texts: SearchTexts = new Map(),
): readonly AreaBranch[] {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const branches: AreaBranch[] = []
  const shown = new Set<Operation>()
  const byTerm = termTargets(search)
  for (const [area, title] of Object.entries(areaTitles) as [Area, string][]) {
    const inArea = operations.filter(
      (operation) => operation.area === area && (byTerm.has(operation.id) || matches(operation, title, words)),
    )
    for (const operation of inArea) shown.add(operation)
    if (inArea.length > 0) branches.push({ area, title, operations: inArea })
  }
  const mentioned = operations.filter((operation) => !shown.has(operation) && mentions(operation, texts, words))
  if (mentioned.length > 0) {
    branches.push({ area: 'mentioned', title: 'Mentioned in fields and help', operations: mentioned })
  }
  return branches
}

function matches(operation: Operation, areaTitle: string, words: readonly string[]): boolean {
  const text = headOf(operation, areaTitle)
  return words.every(
    (word) => text.includes(word) || (word.length > 4 && fuzzyMatch(word, operation.title) !== undefined),
  )
}

function mentions(operation: Operation, texts: SearchTexts, words: readonly string[]): boolean {
  const text = texts.get(operation.id)
  if (text === undefined) return false
  const head = headOf(operation, areaTitles[operation.area])
  return words.every((word) => text.includes(word) || head.includes(word))
}

const heads = new WeakMap<Operation, string>()

/** Returns the method, path, title and area in lower case. */
function headOf(operation: Operation, areaTitle: string): string {
  const known = heads.get(operation)
  if (known !== undefined) return known
  const { method, path, title } = operation
  const head = `${method} ${shortPath(path)} ${title} ${areaTitle}`.toLowerCase()
  heads.set(operation, head)
  return head
}
