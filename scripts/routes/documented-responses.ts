import { readFileSync } from 'node:fs'

/**
 * Property names and value types. A leaf is a type name, an array is `[structure of an item]`, and `*` means any key.
 */
export type Structure = string | readonly Structure[] | { readonly [name: string]: Structure }

/** The parts of a JSON schema that the generator and the tests read. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly nullable?: boolean
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
}

/** The documented responses of an operation. */
export interface DocumentedResponse {
  /** The schemas; a response must match at least one. Empty if the document has none. */
  readonly schemas: readonly Schema[]
  readonly examples: readonly Structure[]
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { schema?: Schema }>> }>>
}

/** Property names of the document that represent any key. An object with one of these names has no other properties. */
const placeholders = ['U1234567', 'U1234567.Core', 'currency', 'symbol', 'date', 'categoryId', 'PLACEHOLDER']

/** The whole document as a JSON Schema, in which placeholder properties have become maps. */
export const document = asJsonSchema(readFixture('openapi-structure.json')) as Document

const examplesByPath = readFixture('example-properties.json') as Readonly<
  Record<string, Readonly<Record<string, readonly Structure[]>>>
>

/**
 * Finds the documented responses of a catalogue operation, ignoring the names of path parameters. Undefined if it is
 * not documented.
 */
export function findDocumentedResponse(method: string, path: string): DocumentedResponse | undefined {
  const wanted = shapeOf(path.replace(/^\/v1\/api/, ''))
  const found = Object.keys(document.paths).find((candidate) => shapeOf(candidate) === wanted)
  const operation = document.paths[found ?? '']?.[method.toLowerCase()]
  if (operation === undefined) return undefined
  const schemas = Object.entries(operation.responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, response]) => Object.values(response.content ?? {}))
    .flatMap(({ schema }) => (schema === undefined ? [] : alternatives(schema)))
  return { schemas, examples: examplesByPath[found ?? '']?.[method.toLowerCase()] ?? [] }
}

/** Returns the schema that a reference names. */
export function resolveSchema(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema
  const name = schema.$ref.replace('#/components/schemas/', '')
  return resolveSchema(document.components.schemas[name] ?? {})
}

/** Returns the variants of a response schema. The document's `oneOf` variants overlap, so one match is enough. */
function alternatives(schema: Schema): readonly Schema[] {
  const { oneOf, anyOf } = resolveSchema(schema)
  const variants = oneOf ?? anyOf
  return variants === undefined ? [schema] : variants.flatMap(alternatives)
}

function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema)
  if (typeof value !== 'object' || value === null) return value
  const changed = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asJsonSchema(inner)]))
  // A schema without a type accepts null anyway, and the validator rejects `nullable` without a type.
  if (changed['nullable'] === true && changed['type'] === undefined) delete changed['nullable']
  const [name, ...others] = Object.keys((changed['properties'] as object | undefined) ?? {})
  if (name === undefined || others.length > 0 || !placeholders.includes(name)) return changed
  const { properties, ...rest } = changed
  return { ...rest, additionalProperties: (properties as Record<string, unknown>)[name] }
}

function shapeOf(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}')
}

function readFixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../tests/fixtures/${name}`, import.meta.url), 'utf8'))
}
