import type { Parameter } from '../../src/shared/catalogue/operation.ts'
import type { BodyDetails } from '../../src/shared/catalogue/operation-details.ts'
import type { Field, Shape, ValueLimits } from '../../src/shared/catalogue/shape.ts'
import { createUnion, type FieldType, NULL, STRING, type Type, UNKNOWN } from './type-model.ts'

/**
 * Formats of ids that are numbers in some responses and strings in others. In a path or query, IBKR accepts both as
 * text.
 */
const ID_FORMATS: readonly (ValueLimits['format'] | undefined)[] = ['conid', 'conidex', 'orderId', 'alertId', 'fieldId']

/** Optional body fields, and the field of the same object that can replace each. */
const ALTERNATIVES: Readonly<Record<string, string>> = { conid: 'conidex', quantity: 'cashQty' }

/** Returns the field of a path or query parameter. */
export function createParameterField(parameter: Parameter): FieldType {
  const { name, help, required, alternative } = parameter
  const single = parameterType(parameter)
  return {
    name,
    help: helpText(help, parameter),
    optional: !required || alternative !== undefined,
    type: parameter.list ? createUnion([single, { kind: 'array', items: single }]) : single,
  }
}

function parameterType({ kind, values, open, format }: Parameter): Type {
  if (values !== undefined) {
    const isNumeric = kind === 'integer' || kind === 'number'
    return { kind: 'literals', values: isNumeric ? values.map(Number) : values, open: open === true }
  }
  if (ID_FORMATS.includes(format)) return createUnion([STRING, { kind: 'number' }])
  if (kind === 'string' || kind === 'boolean') return { kind }
  return { kind: 'number' }
}

/** Returns the type of a request body, as the caller passes it. */
export function createBodyType(body: BodyDetails): Type {
  switch (body.kind) {
    case 'json':
    case 'jwt':
      return shapeType(body.shape)
    case 'form':
      return { kind: 'form' }
    case 'text':
      return STRING
    case 'unknown':
      return UNKNOWN
  }
}

function shapeType(shape: Shape): Type {
  switch (shape.kind) {
    case 'string':
      return shape.values === undefined ? STRING : { kind: 'literals', values: shape.values, open: shape.open === true }
    case 'integer':
    case 'number':
      return shape.values === undefined || shape.open === true
        ? { kind: 'number' }
        : { kind: 'literals', values: shape.values, open: false }
    case 'boolean':
      return { kind: 'boolean' }
    case 'array':
      return { kind: 'array', items: shapeType(shape.items) }
    case 'object':
      return { kind: 'object', fields: shape.fields.map((field) => bodyField(field, shape.fields)) }
    case 'map':
      return { kind: 'map', values: shapeType(shape.values) }
    case 'oneOf':
      return createUnion(
        shape.choices.map(({ title, shape: choice }) => {
          const type = shapeType(choice)
          return type.kind === 'object' ? { ...type, schema: title } : type
        }),
      )
    case 'file':
      return STRING
    case 'any':
      return UNKNOWN
  }
}

function bodyField(field: Field, siblings: readonly Field[]): FieldType {
  const type = shapeType(field)
  const isReplaceable = siblings.some(({ name }) => name === ALTERNATIVES[field.name])
  return {
    name: field.name,
    help: helpText(field.help, 'default' in field ? field : {}),
    optional: field.required !== true || field.when !== undefined || isReplaceable,
    type: field.nullable === true ? createUnion([type, NULL]) : type,
    ...(field.deprecated && { deprecated: true }),
  }
}

function helpText(help: string, { default: value }: { readonly default?: unknown }): string {
  return value === undefined || value === '' ? help : `${help} Default ${String(value)}.`
}
