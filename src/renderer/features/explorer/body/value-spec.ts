import type { Parameter } from '../../../../shared/catalogue/operation.ts'
import type { FlagShape, NumberShape, Shape, TextShape, ValueLimits } from '../../../../shared/catalogue/shape.ts'

/** What a control for one value needs to know: the same for a parameter and for a field of a body. */
export interface ValueSpec extends ValueLimits {
  readonly kind: 'string' | 'integer' | 'number' | 'boolean'
  readonly values?: readonly string[]
  readonly default?: string
  /** A comma-separated list of such values. */
  readonly list?: true
  readonly maximumItems?: number
}

export type ValueShape = TextShape | NumberShape | FlagShape

export const isValueShape = (shape: Shape): shape is Shape & ValueShape =>
  shape.kind === 'string' || shape.kind === 'integer' || shape.kind === 'number' || shape.kind === 'boolean'

/** The spec of a value in a body. */
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

/** A parameter is its own spec. */
export const specOfParameter = (parameter: Parameter): ValueSpec => parameter
