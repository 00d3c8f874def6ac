import type { FlagShape, NumberShape, Shape, TextShape, ValueLimits } from '../../../../../shared/catalogue/shape.ts'
import { type JsonNode, textNode } from './json-node.ts'
import { isJsonNumber } from './read-json.ts'

/** Kind and limits of a parameter or a field of a body. */
export interface ValueSpec extends ValueLimits {
  readonly kind: 'string' | 'integer' | 'number' | 'boolean'
  readonly values?: readonly string[]
  readonly default?: string
  /** Whether the value is a comma-separated list. */
  readonly list?: true
  readonly maximumItems?: number
}

export type ValueShape = TextShape | NumberShape | FlagShape

export const isValueShape = (shape: Shape): shape is Shape & ValueShape =>
  shape.kind === 'string' || shape.kind === 'integer' || shape.kind === 'number' || shape.kind === 'boolean'

export function specOf(shape: ValueShape): ValueSpec {
  if (shape.kind === 'boolean') {
    return { kind: 'boolean', ...(shape.default !== undefined && { default: String(shape.default) }) }
  }
  const { values, default: preset, ...limits } = shape
  return {
    ...limits,
    ...(values && { values: values.map(String) }),
    ...(preset !== undefined && { default: String(preset) }),
  }
}

const VARIABLE = /^\{\{[^{}"\n]*\}\}$/

/** Returns the text that a control shows for a node. Incomplete numbers such as `1e` are stored as strings. */
export function textOf(node: JsonNode | undefined): string | undefined {
  switch (node?.kind) {
    case undefined:
      return ''
    case 'string':
      return node.value
    case 'number':
    case 'variable':
      return node.source
    case 'boolean':
      return String(node.value)
    default:
      return undefined
  }
}

/** Returns the node for the text that the user entered; undefined if the text is empty. */
export function nodeOfText(spec: Pick<ValueSpec, 'kind'>, text: string): JsonNode | undefined {
  if (text === '') return undefined
  switch (spec.kind) {
    case 'string':
      return textNode(text)
    case 'boolean':
      if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true' }
      break
    case 'integer':
    case 'number':
      if (isJsonNumber(text)) return { kind: 'number', source: text }
  }
  return VARIABLE.test(text) ? { kind: 'variable', source: text } : textNode(text)
}

/** Reports whether the node has a kind that `nodeOfText` returns for valid input. */
export function isOfKind(spec: Pick<ValueSpec, 'kind'>, node: JsonNode): boolean {
  if (node.kind === 'variable') return true
  if (spec.kind === 'string') return node.kind === 'string'
  return node.kind === (spec.kind === 'boolean' ? 'boolean' : 'number')
}
