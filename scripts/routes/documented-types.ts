import { documentationMistakes } from './documentation-mistakes.ts'
import { type DocumentedResponse, resolveSchema, type Schema } from './documented-responses.ts'
import { createStructureType } from './structure-types.ts'
import { correctType, createUnion, NULL, STRING, type Type, UNKNOWN } from './type-model.ts'

/** Maximum number of listed values; a response field with more has the type `string`. */
const MAX_VALUES = 12
/** Represents a map key or an array index in the pointers that `documentationMistakes` matches. */
const ANY_KEY = 'DU1234567'
const ANY_INDEX = '0'

/** Returns the type of a documented response, corrected by its examples and by the known mistakes of the document. */
export function createDocumentedType(operation: string, { schemas, examples }: DocumentedResponse): Type {
  const types = schemas.map((schema) => schemaType(operation, '', schema, []))
  const documented = types.length === 0 ? UNKNOWN : createUnion(types)
  return examples.reduce<Type>(
    (type, example) => correctType(type, createStructureType(example, 'example'), { partial: true }),
    documented,
  )
}

function schemaType(operation: string, pointer: string, schema: Schema, parents: readonly string[]): Type {
  const fault = documentationMistakes.find((each) => each.operation === operation && each.at.test(pointer))
  const type = documentedSchema(operation, pointer, schema, parents)
  if (fault === undefined) return type
  if (fault.wire === 'null') return createUnion([type, NULL])
  return fault.wire === 'array' ? { kind: 'array', items: type } : createStructureType(fault.wire, 'example')
}

function documentedSchema(operation: string, pointer: string, schema: Schema, parents: readonly string[]): Type {
  const name = schema.$ref?.split('/').at(-1)
  // The document's error schema contains itself.
  if (name !== undefined && parents.includes(name)) return UNKNOWN
  const path = name === undefined ? parents : [...parents, name]
  const resolved = resolveSchema(schema)
  const at = (inner: Schema, step: string) => schemaType(operation, `${pointer}/${step}`, inner, path)
  const type = ((): Type => {
    const { additionalProperties, allOf, anyOf, items, oneOf, properties } = resolved
    const variants = oneOf ?? anyOf
    if (variants !== undefined)
      return createUnion(variants.map((each) => documentedSchema(operation, pointer, each, path)))
    if (allOf !== undefined) {
      const parts = [...allOf, ...(properties === undefined ? [] : [{ properties }])]
      const whole = parts
        .map((each) => documentedSchema(operation, pointer, each, path))
        .reduce((sum, part) => correctType(sum, part, { partial: true, additional: true }))
      return whole.kind === 'object' && name !== undefined ? { ...whole, schema: name } : whole
    }
    if (properties !== undefined) {
      const fields = Object.entries(properties).map(([key, each]) => ({
        name: key,
        type: at(each, key),
        optional: true,
      }))
      const rest = typeof additionalProperties === 'object' && at(additionalProperties, ANY_KEY)
      return { kind: 'object', fields, ...(rest && { rest }), ...(name !== undefined && { schema: name }) }
    }
    if (resolved.type === 'array' || items !== undefined) {
      const item = at(items ?? {}, ANY_INDEX)
      return { kind: 'array', items: item.kind === 'object' && name !== undefined ? { schema: name, ...item } : item }
    }
    if (typeof additionalProperties === 'object') return { kind: 'map', values: at(additionalProperties, ANY_KEY) }
    return resolved.type === 'object' ? { kind: 'map', values: UNKNOWN } : plainType(resolved)
  })()
  return resolved.nullable === true ? createUnion([type, NULL]) : type
}

function plainType({ enum: values, type }: Schema): Type {
  const texts = values?.filter((value) => typeof value === 'string') ?? []
  // IBKR sends values that its document does not list.
  if (type !== 'boolean' && texts.length > 0 && texts.length <= MAX_VALUES) {
    return { kind: 'literals', values: texts, open: true }
  }
  if (type === 'integer' || type === 'number') return { kind: 'number' }
  if (type === 'boolean') return { kind: 'boolean' }
  return type === 'string' ? STRING : UNKNOWN
}
