import type { Method, Operation } from './operation.ts'
import { operations } from './operations.ts'

/** The catalogued operation of a canonical path, with the values of its parameters. */
export interface OperationMatch {
  readonly operation: Operation
  readonly values: readonly PathParameterValue[]
}

/** A path parameter with its value, which is still encoded as in the canonical path. */
export interface PathParameterValue {
  readonly name: string
  readonly value: string
}

const bySize = indexBySize(operations)

/** Literal segments of the catalogue's paths, in lower case. They are never accepted as a parameter value. */
export const literalPathSegments: ReadonlySet<string> = new Set(
  operations
    .flatMap((operation) => segmentsOf(operation.path))
    .filter((segment) => !segment.startsWith('{'))
    .map((segment) => segment.toLowerCase()),
)

/**
 * Finds the operation of a method and a canonical path. If several templates match, a literal segment takes precedence
 * over a parameter, from left to right, as in a router.
 */
export function matchOperation(method: Method, canonicalPath: string): OperationMatch | undefined {
  const segments = segmentsOf(canonicalPath)
  const candidates = bySize.get(`${method} ${segments.length}`) ?? []
  for (const operation of candidates) {
    const values = valuesOf(segmentsOf(operation.path), segments)
    if (values !== undefined) return { operation, values }
  }
  return undefined
}

function valuesOf(template: readonly string[], segments: readonly string[]): readonly PathParameterValue[] | undefined {
  const values: PathParameterValue[] = []
  for (const [index, expected] of template.entries()) {
    const value = segments[index]
    if (value === undefined) return undefined
    if (expected.startsWith('{')) values.push({ name: expected.slice(1, -1), value })
    else if (expected !== value) return undefined
  }
  return values
}

function segmentsOf(path: string): readonly string[] {
  return path.slice(1).split('/')
}

function indexBySize(all: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> {
  const index = new Map<string, Operation[]>()
  for (const operation of all) {
    const key = `${operation.method} ${segmentsOf(operation.path).length}`
    index.set(key, [...(index.get(key) ?? []), operation])
  }
  for (const candidates of index.values()) candidates.sort((a, b) => compareText(rank(a.path), rank(b.path)))
  return index
}

/**
 * Returns the sort key of a path template: '0' for a literal segment, '1' for a parameter. Templates with literals
 * further left are sorted first.
 */
function rank(path: string): string {
  return segmentsOf(path)
    .map((segment) => (segment.startsWith('{') ? '1' : '0'))
    .join('')
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
