import { compareNumbers } from './compare-numbers.ts'
import type { PathRun, Query } from './run-json-path.ts'

export type Comparison = '==' | '!=' | '<=' | '>=' | '<' | '>'

/** Value that a filter compares. `nothing`: the path matched no value or several values. */
export type Operand =
  | { readonly kind: 'nothing' }
  /** Number as written, so that long numbers stay exact. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'literal'; readonly value: string | boolean | null }
  | { readonly kind: 'container'; readonly value: number }

const NOTHING: Operand = { kind: 'nothing' }

/** Returns the value that a query matches, if there is exactly one match. */
export function singleValue(run: PathRun, query: Query, current: number): Operand {
  const values = run.query(query, current)[Symbol.iterator]()
  const first = values.next()
  if (first.done || !values.next().done) return NOTHING
  const { value } = first
  const { document } = run
  const kind = document.index.kind(value)
  if (kind === 'object' || kind === 'array') return { kind: 'container', value }
  if (kind === 'number') return { kind, text: document.source(value) }
  run.step(textCost(run, value))
  return { kind: 'literal', value: JSON.parse(document.source(value)) as string | boolean | null }
}

/** Implements `count()` of RFC 9535. */
export function countMatches(run: PathRun, query: Query, current: number): Operand {
  let count = 0
  for (const _ of run.query(query, current)) count += 1
  return { kind: 'number', text: String(count) }
}

/** Implements `length()` of RFC 9535: number of characters of a string, or of children of a container. */
export function lengthOf(run: PathRun, operand: Operand): Operand {
  if (operand.kind === 'container') return { kind: 'number', text: String(run.countChildren(operand.value)) }
  if (operand.kind !== 'literal' || typeof operand.value !== 'string') return NOTHING
  run.step(operand.value.length >> 4)
  return { kind: 'number', text: String([...operand.value].length) }
}

export function compare(run: PathRun, comparison: Comparison, left: Operand, right: Operand): boolean {
  switch (comparison) {
    case '==':
      return isEqual(run, left, right)
    case '!=':
      return !isEqual(run, left, right)
    case '<':
      return isLess(left, right)
    case '>':
      return isLess(right, left)
    case '<=':
      return isLess(left, right) || isEqual(run, left, right)
    case '>=':
      return isLess(right, left) || isEqual(run, left, right)
  }
}

/** Returns the cost, in steps, of converting a value to text. */
const textCost = ({ document }: PathRun, value: number): number =>
  1 + ((document.valueEnd(value) - document.valueStart(value)) >> 6)

function isEqual(run: PathRun, left: Operand, right: Operand): boolean {
  if (left.kind === 'number' && right.kind === 'number') return compareNumbers(left.text, right.text) === 0
  if (left.kind === 'literal' && right.kind === 'literal') return left.value === right.value
  if (left.kind !== 'container' || right.kind !== 'container') return left.kind === right.kind
  if (left.value === right.value) return true
  run.step(textCost(run, left.value) + textCost(run, right.value))
  return run.document.source(left.value) === run.document.source(right.value)
}

function isLess(left: Operand, right: Operand): boolean {
  if (left.kind === 'number' && right.kind === 'number') return compareNumbers(left.text, right.text) < 0
  if (left.kind !== 'literal' || right.kind !== 'literal') return false
  return typeof left.value === 'string' && typeof right.value === 'string' && left.value < right.value
}
