import type { Area, Operation } from '../../../../shared/catalogue/operation.ts'
import { areaTitles } from '../../../../shared/catalogue/operation.ts'
import { termTargets } from '../../../commands/trading-terms.ts'
import { fuzzyMatch } from '../../../ui/fuzzy-match.ts'
import { shortPath } from '../../catalogue/index.ts'

export interface AreaBranch {
  /** `mentioned`: found in what an operation says of its fields, whatever its area. */
  readonly area: Area | 'mentioned'
  readonly title: string
  readonly operations: readonly Operation[]
}

/** What operations say of their fields, in lower case, by their ids. */
export type SearchTexts = ReadonlyMap<string, string>

/**
 * The tree as far as a search leaves it: branches without a match are not shown. What matches by method, path, title or
 * area comes first; what only mentions the words in its help or its fields follows in a branch of its own.
 */
export function operationTree(
  operations: readonly Operation[],
  search: string,
  texts: SearchTexts = new Map(),
): readonly AreaBranch[] {
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean)
  const branches: AreaBranch[] = []
  const shown = new Set<Operation>()
  const meant = termTargets(search)
  for (const [area, title] of Object.entries(areaTitles) as [Area, string][]) {
    const inArea = operations.filter(
      (operation) => operation.area === area && (meant.has(operation.id) || matches(operation, title, words)),
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
  const text = faceOf(operation, areaTitle)
  return words.every(
    (word) => text.includes(word) || (word.length > 4 && fuzzyMatch(word, operation.title) !== undefined),
  )
}

function mentions(operation: Operation, texts: SearchTexts, words: readonly string[]): boolean {
  const text = texts.get(operation.id)
  if (text === undefined) return false
  const face = faceOf(operation, areaTitles[operation.area])
  return words.every((word) => text.includes(word) || face.includes(word))
}

const faces = new WeakMap<Operation, string>()

/** What a search looks at first; the area of an operation has one title. */
function faceOf(operation: Operation, areaTitle: string): string {
  const known = faces.get(operation)
  if (known !== undefined) return known
  const { method, path, title } = operation
  const face = `${method} ${shortPath(path)} ${title} ${areaTitle}`.toLowerCase()
  faces.set(operation, face)
  return face
}
