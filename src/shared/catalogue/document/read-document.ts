import type { Method, Parameter, ParameterKind } from '../operation.ts'
import type { BodyDetails, ResponseDetails } from '../operation-details.ts'
import type { Shape } from '../shape.ts'
import type { DocumentedOperation, ParsedDocument } from './document-report.ts'
import { createSchemaReader, resolveReference, type SchemaReader } from './read-schema.ts'
import { isObject, isPlainName, readOwnList, readOwnProperty, readPlainText } from './untrusted-values.ts'

/** Maximum number of operations that are read; IBKR's document has 185. */
const mostOperations = 2_000
const mostSteps = 200_000
const mostParameters = 60

const methods: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Thrown if the document cannot be read. The message is a sentence for the user. */
export class UnreadableDocument extends Error {}

/** Reads an untrusted OpenAPI 3 document, parsed from JSON. */
export function readDocument(document: unknown): ParsedDocument {
  const version = readOwnProperty(document, 'openapi')
  if (typeof version !== 'string' || !version.startsWith('3.')) {
    throw new UnreadableDocument('This is not an OpenAPI 3 document: "openapi": "3…" is missing.')
  }
  const paths = readOwnProperty(document, 'paths')
  if (!isObject(paths)) throw new UnreadableDocument('The document has no paths.')
  const schemas = createSchemaReader(document, mostSteps)
  const operations = new Map<string, DocumentedOperation>()
  let leftOut = 0
  for (const [written, item] of Object.entries(paths)) {
    const path = fullPath(written)
    for (const method of methods) {
      const operation = readOwnProperty(item, method.toLowerCase())
      if (!isObject(operation)) continue
      if (path === undefined || operations.size >= mostOperations) leftOut += 1
      else operations.set(`${method} ${path}`, readOperation({ document, item, operation, method, path, schemas }))
    }
  }
  if (operations.size === 0) throw new UnreadableDocument('The document has no valid operation.')
  const info = readOwnProperty(document, 'info')
  return {
    version: readPlainText(readOwnProperty(info, 'version'), 40),
    title: readPlainText(readOwnProperty(info, 'title'), 80),
    operations: [...operations.values()],
    leftOut,
  }
}

interface Source {
  readonly document: unknown
  readonly item: unknown
  readonly operation: unknown
  readonly method: Method
  readonly path: string
  readonly schemas: SchemaReader
}

function readOperation({ document, item, operation, method, path, schemas }: Source): DocumentedOperation {
  const parameters = [...readOwnList(item, 'parameters'), ...readOwnList(operation, 'parameters')]
    .slice(0, mostParameters)
    .map((parameter) => resolve(document, parameter))
  const query = new Map<string, Parameter>()
  for (const parameter of parameters) {
    const read = readOwnProperty(parameter, 'in') === 'query' ? readParameter(parameter, schemas) : undefined
    if (read !== undefined) query.set(read.name, read)
  }
  const body = readBody(resolve(document, readOwnProperty(operation, 'requestBody')), schemas)
  return {
    method,
    path,
    title: readPlainText(readOwnProperty(operation, 'summary'), 80) || `${method} ${path}`,
    query: [...query.values()],
    ...(body && { body }),
    response: readResponse(document, readOwnProperty(operation, 'responses'), schemas),
    scopes: scopesOf(operation),
  }
}

function readParameter(parameter: unknown, schemas: SchemaReader): Parameter | undefined {
  const name = readOwnProperty(parameter, 'name')
  if (!isPlainName(name)) return undefined
  const inContent = firstOf(readOwnProperty(parameter, 'content'))
  const shape = schemas.read(readOwnProperty(parameter, 'schema') ?? readOwnProperty(inContent, 'schema'))
  const item = shape.kind === 'array' ? shape.items : shape
  const values = 'values' in item && item.kind !== 'map' ? item.values?.map(String) : undefined
  const value = 'default' in item && item.default !== undefined ? String(item.default) : undefined
  return {
    name,
    kind: parameterKind(item),
    required: readOwnProperty(parameter, 'required') === true,
    help: readPlainText(readOwnProperty(parameter, 'description'), 200),
    ...(values && values.length > 0 && { values }),
    ...(value !== undefined && { default: value }),
    ...(shape.kind === 'array' && { list: true }),
  }
}

function parameterKind(shape: Shape): ParameterKind {
  return shape.kind === 'integer' || shape.kind === 'number' || shape.kind === 'boolean' ? shape.kind : 'string'
}

function readBody(body: unknown, schemas: SchemaReader): BodyDetails | undefined {
  const content = readOwnProperty(body, 'content')
  if (!isObject(content)) return undefined
  const [mediaType, entry] = Object.entries(content)[0] ?? []
  const shape = schemas.read(readOwnProperty(entry, 'schema'))
  if (mediaType === 'application/jwt') return { kind: 'jwt', shape }
  if (mediaType === 'application/x-www-form-urlencoded') {
    return { kind: 'form', fields: shape.kind === 'object' ? shape.fields : [] }
  }
  if (mediaType === 'text/plain') return { kind: 'text', help: 'Plain text.' }
  return { kind: 'json', required: readOwnProperty(body, 'required') === true, shape }
}

function readResponse(document: unknown, responses: unknown, schemas: SchemaReader): ResponseDetails {
  if (!isObject(responses)) return { kind: 'unknown' }
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))
  const content = readOwnProperty(resolve(document, success?.[1]), 'content')
  if (!isObject(content)) return success === undefined ? { kind: 'unknown' } : { kind: 'empty' }
  const [mediaType = '', entry] = Object.entries(content)[0] ?? []
  if (mediaType.startsWith('text/')) return { kind: 'text' }
  if (!/json/.test(mediaType)) return { kind: 'binary', mediaTypes: [readPlainText(mediaType, 60)] }
  const shape = schemas.read(readOwnProperty(entry, 'schema'))
  switch (shape.kind) {
    case 'array':
      return { kind: shape.items.kind === 'object' || shape.items.kind === 'any' ? 'objects' : 'values' }
    case 'map':
      return { kind: 'map', keys: 'name' }
    case 'object':
    case 'oneOf':
      return { kind: 'object' }
    default:
      return { kind: 'unknown' }
  }
}

function scopesOf(operation: unknown): readonly string[] {
  const named = readOwnList(operation, 'security').flatMap((entry) =>
    isObject(entry) ? Object.values(entry).flat() : [],
  )
  return named
    .filter((scope) => typeof scope === 'string' && /^[a-z-]{1,40}\.(read|write)$/.test(scope))
    .slice(0, 10) as string[]
}

/** Returns the full path of an operation; undefined if the path is invalid. */
function fullPath(written: string): string | undefined {
  if (written.length > 300 || !/^(\/[A-Za-z0-9._~:{}*-]+)+$/.test(written)) return undefined
  return /^\/(v1\/api|gw|oauth2)\//.test(written) ? written : `/v1/api${written}`
}

function firstOf(object: unknown): unknown {
  return isObject(object) ? Object.values(object)[0] : undefined
}

function resolve(document: unknown, value: unknown): unknown {
  const reference = readOwnProperty(value, '$ref')
  return typeof reference === 'string' ? resolveReference(document, reference) : value
}
