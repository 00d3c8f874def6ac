import type { ChoiceShape, FieldCondition, Shape } from '../../../../../shared/catalogue/shape.ts'
import { EMPTY_OBJECT, type JsonNode, memberValue, textNode } from './json-node.ts'
import { isOfKind, specOf, textOf } from './value-spec.ts'

/** Reports whether a condition on another field of the same object is met. */
export function isApplicable(when: FieldCondition | undefined, owner: JsonNode | undefined): boolean {
  if (!when) return true
  const text = textOf(memberValue(owner, when.field))
  return when.is.some((value) => String(value) === text)
}

/** Returns the shape that another field determines, or the first shape that fits. */
export function choiceFor(
  { choices }: ChoiceShape,
  node: JsonNode | undefined,
  owner: JsonNode | undefined,
): Shape | undefined {
  const decided = choices.find(({ when }) => when && isApplicable(when, owner))
  if (decided) return decided.shape
  if (!node) return choices[0]?.shape
  const fitting = choices.filter(({ shape }) => fits(shape, node))
  return (fitting.find(({ shape }) => hasRequired(shape, node)) ?? fitting[0])?.shape
}

function hasRequired(shape: Shape, node: JsonNode): boolean {
  return (
    shape.kind !== 'object' ||
    shape.fields.every(({ required, name }) => !required || memberValue(node, name) !== undefined)
  )
}

/** Reports whether the kind of a node matches the shape. */
export function fits(shape: Shape, node: JsonNode): boolean {
  if (node.kind === 'variable' || shape.kind === 'any') return true
  switch (shape.kind) {
    case 'array':
      return node.kind === 'array'
    case 'object':
    case 'map':
      return node.kind === 'object'
    case 'file':
      return node.kind === 'string'
    case 'oneOf':
      return shape.choices.some((choice) => fits(choice.shape, node))
    default:
      return isOfKind(specOf(shape), node)
  }
}

const EXPECTED: Readonly<Record<Shape['kind'], string>> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  map: 'an object',
  oneOf: 'another form',
  file: 'a file',
  any: 'a value',
}

const FOUND: Readonly<Record<JsonNode['kind'], string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  null: 'null',
  variable: 'a variable',
}

export const mismatchMessage = (shape: Shape, node: JsonNode): string =>
  `IBKR expects ${EXPECTED[shape.kind]}, not ${FOUND[node.kind]}.`

export function newNode(shape: Shape): JsonNode {
  switch (shape.kind) {
    case 'array':
      return { kind: 'array', items: [] }
    case 'object':
    case 'map':
      return EMPTY_OBJECT
    case 'oneOf':
      return shape.choices[0] ? newNode(shape.choices[0].shape) : textNode('')
    case 'any':
      return { kind: 'null' }
    default:
      return textNode('')
  }
}
