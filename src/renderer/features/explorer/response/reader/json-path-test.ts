import { assertNever } from '../../../../../shared/domain/assert-never.ts'
import { compareNumbers } from './compare-numbers.ts'
import type { JsonDocument } from './json-document.ts'
import type { Comparison, Operand, Query, Test } from './json-path.ts'

/** What a test needs from the running query. */
interface Evaluation {
  readonly document: JsonDocument
  query(query: Query, current: number): Iterable<number>
  countChildren(value: number): number
  step(cost?: number): void
}

/** The result of an operand. `nothing`: the path matched no value, or more than one. */
type Outcome =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'plain'; readonly value: string | boolean | null }
  /** An object or array, as compact text. */
  | { readonly kind: 'container'; readonly value: number }

const NOTHING: Outcome = { kind: 'nothing' }

/** Whether a value passes the filter. */
export function testsTrue(evaluation: Evaluation, test: Test, current: number): boolean {
  switch (test.kind) {
    case 'or':
      return test.tests.some((each) => testsTrue(evaluation, each, current))
    case 'and':
      return test.tests.every((each) => testsTrue(evaluation, each, current))
    case 'not':
      return !testsTrue(evaluation, test.test, current)
    case 'exists':
      for (const _ of evaluation.query(test.query, current)) return true
      return false
    case 'compare':
      return compare(
        evaluation,
        test.how,
        outcomeOf(evaluation, test.left, current),
        outcomeOf(evaluation, test.right, current),
      )
    default:
      return assertNever(test)
  }
}

function outcomeOf(evaluation: Evaluation, operand: Operand, current: number): Outcome {
  switch (operand.kind) {
    case 'literal':
      return { kind: 'plain', value: operand.value }
    case 'number':
      return operand
    case 'query': {
      const values = evaluation.query(operand.query, current)[Symbol.iterator]()
      const first = values.next()
      return first.done || !values.next().done ? NOTHING : outcomeOfValue(evaluation, first.value)
    }
    case 'value':
      return outcomeOf(evaluation, operand.of, current)
    case 'count': {
      let count = 0
      for (const _ of evaluation.query(operand.query, current)) count += 1
      return { kind: 'number', text: String(count) }
    }
    case 'length': {
      const of = outcomeOf(evaluation, operand.of, current)
      if (of.kind === 'container') return { kind: 'number', text: String(evaluation.countChildren(of.value)) }
      if (of.kind !== 'plain' || typeof of.value !== 'string') return NOTHING
      evaluation.step(of.value.length >> 4)
      return { kind: 'number', text: String([...of.value].length) }
    }
    default:
      return assertNever(operand)
  }
}

function outcomeOfValue(evaluation: Evaluation, value: number): Outcome {
  const { document } = evaluation
  switch (document.index.kind(value)) {
    case 'object':
    case 'array':
      return { kind: 'container', value }
    case 'string':
      evaluation.step(textCost(evaluation, value))
      return { kind: 'plain', value: document.scalar(value) }
    case 'number':
      return { kind: 'number', text: document.source(value) }
    case 'literal': {
      const word = document.source(value)
      return { kind: 'plain', value: word === 'null' ? null : word === 'true' }
    }
  }
}

function compare(evaluation: Evaluation, how: Comparison, left: Outcome, right: Outcome): boolean {
  switch (how) {
    case '==':
      return equal(evaluation, left, right)
    case '!=':
      return !equal(evaluation, left, right)
    case '<':
      return less(left, right)
    case '>':
      return less(right, left)
    case '<=':
      return less(left, right) || equal(evaluation, left, right)
    case '>=':
      return less(right, left) || equal(evaluation, left, right)
  }
}

/** The cost, in steps, of turning a value into text; large values take longer. */
const textCost = ({ document }: Evaluation, value: number): number =>
  1 + ((document.valueEnd(value) - document.valueStart(value)) >> 6)

function equal(evaluation: Evaluation, left: Outcome, right: Outcome): boolean {
  const { document } = evaluation
  if (left.kind === 'nothing' || right.kind === 'nothing') return left.kind === right.kind
  if (left.kind === 'number' && right.kind === 'number') return compareNumbers(left.text, right.text) === 0
  if (left.kind === 'plain' && right.kind === 'plain') return left.value === right.value
  if (left.kind !== 'container' || right.kind !== 'container') return false
  if (left.value === right.value) return true
  evaluation.step(textCost(evaluation, left.value) + textCost(evaluation, right.value))
  return document.source(left.value) === document.source(right.value)
}

function less(left: Outcome, right: Outcome): boolean {
  if (left.kind === 'number' && right.kind === 'number') return compareNumbers(left.text, right.text) < 0
  return (
    left.kind === 'plain' &&
    right.kind === 'plain' &&
    typeof left.value === 'string' &&
    typeof right.value === 'string' &&
    left.value < right.value
  )
}
