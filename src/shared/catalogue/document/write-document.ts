import { loadDetails } from '../details/load-details.ts'
import type { Operation, Parameter } from '../operation.ts'
import type { BodyDetails } from '../operation-details.ts'
import { operations } from '../operations.ts'
import { listPathParameters } from '../path-parameters.ts'
import type { Field, Json, Shape } from '../shape.ts'

type Schema = { [key: string]: Json | Schema | Schema[] | undefined }
type DocumentPaths = Record<string, Record<string, object>>

/** Writes the current operations of the catalogue as an OpenAPI document that `readDocument` can read. */
export async function writeDocument(version: string): Promise<WrittenDocument> {
  const paths: DocumentPaths = {}
  const writer = schemaWriter()
  for (const operation of operations) {
    if (operation.legacy || operation.undocumented) continue
    const item = paths[operation.path] ?? {}
    paths[operation.path] = item
    item[operation.method.toLowerCase()] = await writeOperation(operation, writer)
  }
  return {
    openapi: '3.0.0',
    info: { title: 'IBKR Web API as described by this console', version },
    paths,
    components: { schemas: writer.schemas },
  }
}

export interface WrittenDocument {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: DocumentPaths
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

async function writeOperation(operation: Operation, writer: SchemaWriter): Promise<object> {
  const { body } = await loadDetails(operation)
  return {
    summary: operation.title,
    ...(operation.scopes && { security: [{ oauth2: operation.scopes }] }),
    parameters: [
      ...listPathParameters(operation).map((parameter) => parameterOf(parameter, 'path')),
      ...(operation.query ?? []).map((parameter) => parameterOf(parameter, 'query')),
    ],
    ...(body && { requestBody: requestBodyOf(body, writer) }),
    responses: { 200: { description: '' } },
  }
}

function parameterOf({ name, kind, required, values, list }: Parameter, place: 'path' | 'query'): object {
  const item = { type: kind, ...(values && { enum: values }) }
  return { name, in: place, required, schema: list ? { type: 'array', items: item } : item }
}

function requestBodyOf(body: BodyDetails, { schemaOf }: SchemaWriter): object {
  const content = (mediaType: string, schema: Schema) => ({ content: { [mediaType]: { schema } } })
  switch (body.kind) {
    case 'json':
      return { required: body.required, ...content('application/json', schemaOf(body.shape)) }
    case 'jwt':
      return content('application/jwt', schemaOf(body.shape))
    case 'form':
      return content('application/x-www-form-urlencoded', schemaOf({ kind: 'object', fields: body.fields }))
    case 'text':
      return content('text/plain', { type: 'string' })
    case 'unknown':
      return content('application/json', {})
  }
}

interface SchemaWriter {
  readonly schemas: Record<string, Schema>
  readonly schemaOf: (shape: Shape) => Schema
}

/**
 * Returns a writer of OpenAPI schemas. It writes each group of fields once and then refers to it: groups of the account
 * application are used a thousand times.
 */
function schemaWriter(): SchemaWriter {
  const schemas: Record<string, Schema> = {}
  const names = new Map<readonly Field[], string>()

  function schemaOf(shape: Shape): Schema {
    switch (shape.kind) {
      case 'string':
        return { type: 'string', ...(shape.values && { enum: [...shape.values] }) }
      case 'integer':
      case 'number':
        return { type: shape.kind, ...(shape.values && { enum: [...shape.values] }) }
      case 'boolean':
        return { type: 'boolean' }
      case 'array':
        return { type: 'array', items: schemaOf(shape.items) }
      case 'map':
        return { type: 'object', additionalProperties: schemaOf(shape.values) }
      case 'oneOf':
        return { oneOf: shape.choices.map((choice) => schemaOf(choice.shape)) }
      case 'object':
        return { $ref: `#/components/schemas/${nameOf(shape.fields)}` }
      case 'file':
        return { type: 'string' }
      case 'any':
        return {}
    }
  }

  function nameOf(fields: readonly Field[]): string {
    const known = names.get(fields)
    if (known !== undefined) return known
    const name = `fields${names.size + 1}`
    names.set(fields, name)
    const required = fields.filter((field) => field.required === true && field.when === undefined)
    schemas[name] = {
      type: 'object',
      ...(required.length > 0 && { required: required.map((field) => field.name) }),
      properties: Object.fromEntries(fields.map((field) => [field.name, schemaOf(field)])),
    }
    return name
  }

  return { schemas, schemaOf }
}
