import type { Field, Shape, ShapeChoice, ValueLimits } from '../shape.ts'
import {
  isObject,
  isPlainName,
  type JsonObject,
  readOwnList,
  readOwnProperty,
  readPlainText,
} from './untrusted-values.ts'

/** Maximum depth of a schema; the deepest schema in IBKR's document has 13 levels. */
const deepest = 24

/** Maximum number of values in a list; the longest list in IBKR's document has 101. */
const mostValues = 300
const mostChoices = 50

/**
 * Converts a schema of the document to a shape. The shape of a `$ref` is created once and shared; a cycle becomes "any
 * JSON".
 */
export interface SchemaReader {
  read(schema: unknown): Shape
}

/**
 * Creates a reader for the schemas of an untrusted document. Regular expressions are removed, because a form would run
 * them. Only own properties are read. Every step counts against `budget`; when it is exhausted, every schema becomes
 * "any JSON".
 */
export function createSchemaReader(document: unknown, budget: number): SchemaReader {
  const shared = new Map<string, Shape>()
  const open = new Set<string>()
  let steps = 0

  function read(schema: unknown, depth: number): Shape {
    steps += 1
    if (steps > budget || depth > deepest || !isObject(schema)) return { kind: 'any' }
    const reference = readOwnProperty(schema, '$ref')
    if (typeof reference === 'string') return referred(reference, depth)
    const alternatives = [...readOwnList(schema, 'oneOf'), ...readOwnList(schema, 'anyOf')]
    if (readOwnProperty(schema, 'properties') === undefined && alternatives.length > 0)
      return oneOfThem(alternatives, depth)
    return kindOf(schema, depth)
  }

  function referred(reference: string, depth: number): Shape {
    const known = shared.get(reference)
    if (known !== undefined) return known
    if (open.has(reference)) return { kind: 'any' }
    open.add(reference)
    const shape = read(resolveReference(document, reference), depth + 1)
    open.delete(reference)
    shared.set(reference, shape)
    return shape
  }

  function oneOfThem(alternatives: readonly unknown[], depth: number): Shape {
    const choices = alternatives.slice(0, mostChoices).map((each, index): ShapeChoice => {
      const name = readOwnProperty(each, '$ref')
      const title = typeof name === 'string' ? (name.split('/').at(-1) ?? '') : readOwnProperty(each, 'title')
      return { title: readPlainText(title, 60) || `form ${index + 1}`, shape: read(each, depth + 1) }
    })
    const [only] = choices
    return choices.length === 1 && only !== undefined ? only.shape : { kind: 'oneOf', choices }
  }

  function kindOf(schema: JsonObject, depth: number): Shape {
    const type = typeOf(schema)
    switch (type) {
      case 'object':
        return objectShape(schema, depth)
      case 'array':
        return {
          kind: 'array',
          items:
            readOwnProperty(schema, 'items') === undefined
              ? { kind: 'any' }
              : read(readOwnProperty(schema, 'items'), depth + 1),
          ...numberOf(schema, 'minItems', 'minimumItems'),
          ...numberOf(schema, 'maxItems', 'maximumItems'),
        }
      case 'boolean': {
        const value = readOwnProperty(schema, 'default')
        return { kind: 'boolean', ...(typeof value === 'boolean' && { default: value }) }
      }
      case 'integer':
      case 'number': {
        const values = readOwnList(schema, 'enum').map(Number).filter(Number.isFinite).slice(0, mostValues)
        const value = readOwnProperty(schema, 'default')
        return {
          kind: type,
          ...limitsOf(schema),
          ...(values.length > 0 && { values }),
          ...(typeof value === 'number' && { default: value }),
        }
      }
      case 'string': {
        const format = readOwnProperty(schema, 'format')
        if (format === 'binary') return { kind: 'file', mediaTypes: [] }
        const values = readOwnList(schema, 'enum')
          .filter((value) => typeof value === 'string' || typeof value === 'number')
          .slice(0, mostValues)
          .map((value) => readPlainText(String(value), 120))
        const value = readOwnProperty(schema, 'default')
        return {
          kind: 'string',
          ...limitsOf(schema),
          ...(format === 'date' && { format: 'date', day: 'YYYY-MM-DD' }),
          ...(format === 'date-time' && { format: 'date-time', time: 'ISO' }),
          ...(format === 'byte' && { format: 'base64' }),
          ...(values.length > 0 && { values }),
          ...(typeof value === 'string' && { default: readPlainText(value, 120) }),
        }
      }
      default:
        return { kind: 'any' }
    }
  }

  function objectShape(schema: JsonObject, depth: number): Shape {
    const fields = new Map<string, Field>()
    const alternatives: unknown[] = []
    const required = new Set(readOwnList(schema, 'required'))
    collect(schema, depth)
    function collect(part: unknown, level: number): void {
      if (level > deepest) return
      const reference = readOwnProperty(part, '$ref')
      if (typeof reference === 'string') {
        if (open.has(reference)) return
        open.add(reference)
        collect(resolveReference(document, reference), level + 1)
        open.delete(reference)
        return
      }
      for (const name of readOwnList(part, 'required')) required.add(name)
      for (const each of readOwnList(part, 'allOf')) collect(each, level + 1)
      alternatives.push(...readOwnList(part, 'oneOf'), ...readOwnList(part, 'anyOf'))
      const properties = readOwnProperty(part, 'properties')
      if (!isObject(properties)) return
      for (const [name, property] of Object.entries(properties)) {
        if (!isPlainName(name) || fields.has(name)) continue
        fields.set(name, {
          name,
          help: readPlainText(readOwnProperty(property, 'description'), 200),
          ...(readOwnProperty(property, 'nullable') === true && { nullable: true }),
          ...(readOwnProperty(property, 'deprecated') === true && { deprecated: true }),
          ...read(property, level + 1),
        })
      }
    }
    const values = readOwnProperty(schema, 'additionalProperties')
    if (fields.size === 0 && isObject(values)) return { kind: 'map', keys: 'name', values: read(values, depth + 1) }
    const always = [...fields.values()].map(
      (field): Field => (required.has(field.name) ? { ...field, required: true } : field),
    )
    const forms = alternatives.map((each) => read(each, depth + 1)).filter((form) => form.kind === 'object')
    if (forms.length === 0 || forms.every(({ fields: own }) => own.length === 0))
      return { kind: 'object', fields: always }
    // The fields that all variants share are copied into each variant.
    return {
      kind: 'oneOf',
      choices: forms.slice(0, mostChoices).map((form, index) => ({
        title: `form ${index + 1}`,
        shape: { kind: 'object', fields: [...always, ...form.fields] },
      })),
    }
  }

  return { read: (schema) => read(schema, 0) }
}

/** Follows a pointer within the document (`#/components/schemas/x`); other documents are not fetched. */
export function resolveReference(document: unknown, reference: string): unknown {
  if (!reference.startsWith('#/') || reference.length > 500) return undefined
  let value = document
  for (const part of reference.slice(2).split('/')) {
    value = readOwnProperty(value, part.replaceAll('~1', '/').replaceAll('~0', '~'))
  }
  return value
}

function typeOf(schema: JsonObject): string | undefined {
  const type = readOwnProperty(schema, 'type')
  const stated = Array.isArray(type) ? type.find((each) => each !== 'null') : type
  if (typeof stated === 'string') return stated
  if (readOwnProperty(schema, 'properties') !== undefined || readOwnProperty(schema, 'allOf') !== undefined)
    return 'object'
  if (readOwnProperty(schema, 'items') !== undefined) return 'array'
  const [first] = readOwnList(schema, 'enum')
  return first === undefined ? undefined : typeof first
}

function limitsOf(schema: JsonObject): ValueLimits {
  return {
    ...numberOf(schema, 'minimum', 'minimum'),
    ...numberOf(schema, 'maximum', 'maximum'),
    ...numberOf(schema, 'minLength', 'minimumLength'),
    ...numberOf(schema, 'maxLength', 'maximumLength'),
  }
}

function numberOf<Name extends string>(
  schema: JsonObject,
  theirs: string,
  ours: Name,
): { readonly [name in Name]?: number } {
  const value = readOwnProperty(schema, theirs)
  return (typeof value === 'number' && Number.isFinite(value) ? { [ours]: value } : {}) as {
    readonly [name in Name]?: number
  }
}
