import type { ChoiceShape, Field, FieldCondition, Shape } from '../../../../../shared/catalogue/shape.ts'
import { checkValue, isSought } from './check-value.ts'
import { childOf, type JsonNode, memberValue, type Pointer } from './json-node.ts'
import { readJson } from './read-json.ts'
import { isOfKind, isValueShape, specOf, textOf } from './value-spec.ts'

/** What is wrong with one value of a body. `missing`: it is not there, or still looked for; said only once somebody wants to send. */
export interface BodyProblem {
  readonly pointer: Pointer
  readonly message: string
  readonly missing: boolean
}

/** Everything in a body that the catalogue says IBKR will not take. Members that it does not know are no problem. */
export function checkBody(shape: Shape, node: JsonNode): readonly BodyProblem[] {
  const problems: BodyProblem[] = []
  check(shape, node, '', problems)
  return problems
}

function check(shape: Shape, node: JsonNode, pointer: Pointer, problems: BodyProblem[]): void {
  const tell = (message: string): unknown => problems.push({ pointer, message, missing: false })
  if (node.kind === 'variable') return
  if (isValueShape(shape)) {
    const text = textOf(node)
    const spec = specOf(shape)
    const wrong = text === undefined ? undefined : checkValue(spec, text)
    if (text === undefined) tell(misfitWords(shape, node))
    else if (wrong !== undefined) problems.push({ pointer, message: wrong, missing: isSought(spec, text) })
    else if (!isOfKind(spec, node) && !isVariableText(node)) tell(misfitWords(shape, node))
    return
  }
  if (!fits(shape, node)) {
    tell(misfitWords(shape, node))
    return
  }
  switch (shape.kind) {
    case 'array': {
      const items = node.kind === 'array' ? node.items : []
      if (shape.minimumItems !== undefined && items.length < shape.minimumItems) {
        problems.push({ pointer, message: `At least ${shape.minimumItems}.`, missing: true })
      }
      if (shape.maximumItems !== undefined && items.length > shape.maximumItems)
        tell(`At most ${shape.maximumItems}, not ${items.length}.`)
      for (const [at, item] of items.entries()) check(shape.items, item, childOf(pointer, at), problems)
      return
    }
    case 'object':
      for (const field of shape.fields) checkField(field, node, pointer, problems)
      return
    case 'map':
      for (const { name, value } of node.kind === 'object' ? node.members : [])
        check(shape.values, value, childOf(pointer, name), problems)
      return
    case 'oneOf': {
      const choice = choiceFor(shape, node, undefined)
      if (choice) check(choice, node, pointer, problems)
      return
    }
    case 'any': {
      const flaw = node.kind === 'string' ? unfinishedJson(node.value) : undefined
      if (flaw !== undefined) tell(`Not valid JSON; it would be sent as text. ${flaw}`)
      return
    }
    case 'file':
      return
  }
}

/** Why a text that looks like an object or a list cannot be read as one. */
function unfinishedJson(text: string): string | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined
  const read = readJson(text)
  return read.kind === 'unreadable' ? read.reason : undefined
}

function checkField(field: Field, owner: JsonNode, pointer: Pointer, problems: BodyProblem[]): void {
  const at = childOf(pointer, field.name)
  const value = memberValue(owner, field.name)
  const wanted = isWanted(field.when, owner)
  if (value === undefined) {
    if (field.required && wanted && !hasStandIn(field, owner)) {
      problems.push({ pointer: at, message: `${field.name} is required.`, missing: true })
    }
    return
  }
  if (value.kind === 'null' && field.nullable) return
  const shape = field.kind === 'oneOf' ? choiceFor(field, value, owner) : field
  if (shape) check(shape, value, at, problems)
}

/** Said by their helps: the catalogue has no word for "one of these two". */
const STAND_INS: Readonly<Record<string, readonly string[]>> = {
  conid: ['conidex'],
  quantity: ['cashQty', 'fxQty'],
}

const hasStandIn = ({ name }: Field, owner: JsonNode): boolean =>
  (STAND_INS[name] ?? []).some((other) => memberValue(owner, other) !== undefined)

/** Whether a field has a meaning, by the value of its neighbour. */
export function isWanted(when: FieldCondition | undefined, owner: JsonNode | undefined): boolean {
  if (!when) return true
  const text = textOf(memberValue(owner, when.field))
  return when.is.some((value) => String(value) === text)
}

/** The form that a value of several forms has: what its neighbour decides, or the first that it fits into. */
export function choiceFor(
  { choices }: ChoiceShape,
  node: JsonNode | undefined,
  owner: JsonNode | undefined,
): Shape | undefined {
  const decided = choices.find(({ when }) => when && isWanted(when, owner))
  if (decided) return decided.shape
  if (!node) return choices[0]?.shape
  return (
    choices.find(({ shape }) => fits(shape, node) && hasRequired(shape, node)) ??
    choices.find(({ shape }) => fits(shape, node))
  )?.shape
}

function hasRequired(shape: Shape, node: JsonNode): boolean {
  return (
    shape.kind !== 'object' ||
    shape.fields.every(({ required, name }) => !required || memberValue(node, name) !== undefined)
  )
}

/** Whether the node has the kind of the shape: without it there is nothing that a form could show. */
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

const isVariableText = (node: JsonNode): boolean => node.kind === 'string' && /^\{\{.*\}\}$/.test(node.value)

const KINDS: Readonly<Record<Shape['kind'], string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  map: 'an object',
  oneOf: 'another form',
  file: 'a file',
  any: 'a value',
}

const FOUND: Readonly<Record<JsonNode['kind'], string>> = {
  string: 'a text in quotes',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
  variable: 'a variable',
}

export const misfitWords = (shape: Shape, node: JsonNode): string =>
  `IBKR expects ${KINDS[shape.kind]}; this is ${FOUND[node.kind]}.`
