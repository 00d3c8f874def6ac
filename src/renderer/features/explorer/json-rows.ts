/** One visible line of a JSON tree. */
export interface JsonRow {
  /** Path from the root as a JSON pointer: identity of the line, and of what is folded. */
  readonly pointer: string
  readonly depth: number
  /** Name in its object, index in its array; undefined at the root. */
  readonly key: string | number | undefined
  readonly value: unknown
  readonly kind: 'open' | 'close' | 'leaf'
  /** Present on lines that can fold. */
  readonly folded?: boolean
  readonly last: boolean
}

/** Above this number of children, a container below the root starts folded. */
const FOLD_CHILDREN = 100
/** Above this number of values, everything below the second level starts folded. */
const FOLD_VALUES = 5_000

const isContainer = (value: unknown): value is Record<string, unknown> | unknown[] =>
  typeof value === 'object' && value !== null

export const childCount = (value: unknown): number =>
  Array.isArray(value) ? value.length : isContainer(value) ? Object.keys(value).length : 0

/** Values shown of something folded, and the length from which on a text is cut. */
const PREVIEW_VALUES = 4
const PREVIEW_TEXT = 24

/** The beginning of a folded container in one line: `conid: 265598, symbol: "AAPL", …`. Empty when it begins with containers. */
export function previewOf(value: unknown): string {
  if (!isContainer(value)) return ''
  const parts: string[] = []
  for (const [key, child] of entriesOf(value)) {
    if (parts.length === PREVIEW_VALUES) break
    if (isContainer(child)) continue
    const text = typeof child === 'string' && child.length > PREVIEW_TEXT ? `${child.slice(0, PREVIEW_TEXT)}…` : child
    parts.push(Array.isArray(value) ? JSON.stringify(text) : `${key}: ${JSON.stringify(text)}`)
  }
  if (parts.length === 0) return ''
  return `${parts.join(', ')}${parts.length < childCount(value) ? ', …' : ''}`
}

/** Pointers of what is folded when a document is first shown: small ones are open, large ones show their outline. */
export function initialFolds(root: unknown): ReadonlySet<string> {
  const large = countValues(root, FOLD_VALUES) >= FOLD_VALUES
  const folds = new Set<string>()
  const visit = (value: unknown, pointer: string, depth: number, siblings: number): void => {
    if (!isContainer(value)) return
    const children = childCount(value)
    const outline = large && (depth >= 2 || siblings > FOLD_CHILDREN)
    if (depth > 0 && (children > FOLD_CHILDREN || outline)) {
      folds.add(pointer)
      return
    }
    for (const [key, child] of entriesOf(value)) visit(child, pointerOf(pointer, key), depth + 1, children)
  }
  visit(root, '', 0, 1)
  return folds
}

/** The lines that are visible with these folds. Folded parts are not walked, so that size costs only what is shown. */
export function jsonRows(root: unknown, folds: ReadonlySet<string>): readonly JsonRow[] {
  const rows: JsonRow[] = []
  const visit = (key: string | number | undefined, value: unknown, pointer: string, depth: number, last: boolean) => {
    if (!isContainer(value) || childCount(value) === 0) {
      rows.push({ pointer, depth, key, value, kind: 'leaf', last })
      return
    }
    const folded = folds.has(pointer)
    rows.push({ pointer, depth, key, value, kind: 'open', folded, last })
    if (folded) return
    const entries = entriesOf(value)
    for (const [index, [childKey, child]] of entries.entries()) {
      visit(childKey, child, pointerOf(pointer, childKey), depth + 1, index === entries.length - 1)
    }
    rows.push({ pointer, depth, key: undefined, value, kind: 'close', last })
  }
  visit(undefined, root, '', 0, true)
  return rows
}

function entriesOf(value: Record<string, unknown> | unknown[]): readonly (readonly [string | number, unknown])[] {
  return Array.isArray(value) ? value.map((child, index) => [index, child] as const) : Object.entries(value)
}

const pointerOf = (parent: string, key: string | number): string =>
  `${parent}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`

function countValues(value: unknown, limit: number): number {
  if (!isContainer(value)) return 1
  let count = 1
  for (const [, child] of entriesOf(value)) {
    count += countValues(child, limit - count)
    if (count >= limit) return count
  }
  return count
}
