import type { Field, Shape } from '../../../../../shared/catalogue/shape.ts'
import { checkValue, isLookedUp } from './check-value.ts'
import { childOf, type JsonNode, memberValue, type Pointer } from './json-node.ts'
import { readJson } from './read-json.ts'
import { choiceFor, fits, isApplicable, mismatchMessage } from './shape-fit.ts'
import { isOfKind, isValueShape, specOf, textOf } from './value-spec.ts'

export interface BodyProblem {
  readonly pointer: Pointer
  readonly message: string
  /** Whether the value is missing or its lookup is in progress. Such a problem is reported only on Send. */
  readonly missing: boolean
}

/** Returns why IBKR would reject the body, according to the catalogue. Accepts unknown members. */
export function checkBody(shape: Shape, node: JsonNode): readonly BodyProblem[] {
  return [...check(shape, node, '')]
}

function* check(shape: Shape, node: JsonNode, pointer: Pointer): Generator<BodyProblem> {
  const problem = (message: string, missing = false): BodyProblem => ({ pointer, message, missing })
  if (node.kind === 'variable') return
  if (isValueShape(shape)) {
    const text = textOf(node)
    const spec = specOf(shape)
    const invalid = text === undefined ? undefined : checkValue(spec, text)
    if (text !== undefined && invalid !== undefined) yield problem(invalid, isLookedUp(spec, text))
    else if (!isOfKind(spec, node) && !isQuotedVariable(node)) yield problem(mismatchMessage(shape, node))
    return
  }
  if (!fits(shape, node)) {
    yield problem(mismatchMessage(shape, node))
    return
  }
  switch (shape.kind) {
    case 'array': {
      const { minimumItems = 0, maximumItems = Number.POSITIVE_INFINITY } = shape
      const items = node.kind === 'array' ? node.items : []
      if (items.length < minimumItems)
        yield problem(`Enter at least ${minimumItems} items (currently ${items.length}).`, true)
      if (items.length > maximumItems) yield problem(`Enter at most ${maximumItems} items (currently ${items.length}).`)
      for (const [at, item] of items.entries()) yield* check(shape.items, item, childOf(pointer, at))
      return
    }
    case 'object':
      for (const field of shape.fields) yield* checkField(field, node, childOf(pointer, field.name))
      return
    case 'map':
      for (const { name, value } of node.kind === 'object' ? node.members : [])
        yield* check(shape.values, value, childOf(pointer, name))
      return
    case 'oneOf': {
      const choice = choiceFor(shape, node, undefined)
      if (choice) yield* check(choice, node, pointer)
      return
    }
    case 'any': {
      const reason = node.kind === 'string' ? jsonError(node.value) : undefined
      if (reason !== undefined) yield problem(`Not valid JSON: the value would be sent as text. ${reason}`)
      return
    }
    case 'file':
      return
  }
}

/** Explains why a string that starts like an object or an array is not valid JSON. */
function jsonError(text: string): string | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined
  const result = readJson(text)
  return result.kind === 'unreadable' ? result.reason : undefined
}

function* checkField(field: Field, owner: JsonNode, pointer: Pointer): Generator<BodyProblem> {
  const value = memberValue(owner, field.name)
  if (value === undefined) {
    if (field.required && isApplicable(field.when, owner) && !hasSubstitute(field, owner))
      yield { pointer, message: `${field.name} is required.`, missing: true }
    return
  }
  if (value.kind === 'null' && field.nullable) return
  const shape = field.kind === 'oneOf' ? choiceFor(field, value, owner) : field
  if (shape) yield* check(shape, value, pointer)
}

/** Fields that can be sent instead of a required field. Only the catalogue's help mentions them. */
const SUBSTITUTES: Readonly<Record<string, readonly string[]>> = {
  conid: ['conidex'],
  quantity: ['cashQty', 'fxQty'],
}

const hasSubstitute = ({ name }: Field, owner: JsonNode): boolean =>
  (SUBSTITUTES[name] ?? []).some((other) => memberValue(owner, other) !== undefined)

const isQuotedVariable = (node: JsonNode): boolean => node.kind === 'string' && /^\{\{.*\}\}$/.test(node.value)
