import { createUnknownDetails, loadAllDetails } from '../../src/shared/catalogue/details/load-details.ts'
import { marketDataFields } from '../../src/shared/catalogue/market-data-fields.ts'
import type { Operation } from '../../src/shared/catalogue/operation.ts'
import type { OperationDetails } from '../../src/shared/catalogue/operation-details.ts'
import { operations } from '../../src/shared/catalogue/operations.ts'
import { listPathParameters } from '../../src/shared/catalogue/path-parameters.ts'
import { createBodyType, createParameterField } from './catalogue-types.ts'
import { findDocumentedResponse, type Structure } from './documented-responses.ts'
import { createDocumentedType } from './documented-types.ts'
import { type LegacyTypes, legacyTypes } from './legacy-types.ts'
import { readRecordings } from './live-recordings.ts'
import { printRecordings } from './print-recordings.ts'
import { TypePrinter } from './print-types.ts'
import { createStructureType } from './structure-types.ts'
import {
  correctType,
  createUnion,
  type FieldType,
  hasNamedFields,
  mergeErrors,
  type ObjectType,
  STRING,
  type Type,
  UNKNOWN,
} from './type-model.ts'
import { wireFacts } from './wire-facts.ts'

/** One route, as the declarations describe it. */
export interface RouteTypes {
  /** Method and path, for example `GET /iserver/accounts`. */
  readonly route: string
  readonly operation: Operation
  readonly input: ObjectType
  readonly response: Type
  /** Whether IBKR's current document describes a response body, or an earlier one described the operation. */
  readonly isDocumented: boolean
  /** Whether a recording of the live API shows a response. */
  readonly isRecorded: boolean
}

export interface GeneratedRoutes {
  readonly routes: readonly RouteTypes[]
  /** The text of `src/client/routes/routes.generated.ts`. */
  readonly text: string
  /** The text of `tests/unit/client/routes/recorded-responses.generated.ts`. */
  readonly checks: string
  /** Recorded operations that have no route. */
  readonly unknownRecordings: readonly string[]
}

const details = await loadAllDetails()
const recordings = readRecordings().responses

/** The operation that returns market data fields by number. */
const SNAPSHOT = 'market-data.snapshot'

const HEAD = `// Written by "npm run routes" from the catalogue, the structure of IBKR's document and recorded responses. Do not edit.

/** Input and response of each operation of IBKR's Web API, by method and path. */
`

/** Generates the declarations of all operations in the catalogue that a program can call. */
export function generateRoutes(): GeneratedRoutes {
  const routes = operations.filter(isCallable).map(routeTypes)
  const printer = new TypePrinter()
  for (const { operation, input, response } of routes) {
    for (const { name, type } of input.fields) {
      const inside = `${nameOf(operation)}-${name}`
      // Path and query are short, so each route shows them instead of a name.
      if (name === 'body' || type.kind !== 'object') printer.count(type, 'input', [inside])
      else for (const field of type.fields) printer.count(field.type, 'input', [inside, field.name])
    }
    printer.count(response, 'response', [nameOf(operation)])
  }
  const named = printer.declarations()
  const entries = routes.map(({ route, operation, input, response }) => {
    const help = `${operation.title}. ${operation.help}${operation.legacy ? ' @deprecated' : ''}`
    const types = [
      `    input: ${printer.print(input, 'input', '    ')}`,
      `    response: ${printer.print(response, 'response', '    ')}`,
    ]
    return `  /** ${help} */\n  '${route}': {\n${types.join('\n')}\n  }\n`
  })
  const isRoute = (name: string): boolean => routes.some(({ route }) => route === name)
  return {
    routes,
    text: `${HEAD}export interface Routes {\n${entries.join('')}}\n\n${named}`,
    checks: printRecordings(recordings, isRoute),
    unknownRecordings: recordings.map(({ operation }) => operation).filter((operation) => !isRoute(operation)),
  }
}

/** Returns false for an entry of the catalogue that stands for a family of retired operations: no path matches it. */
export function isCallable({ path }: Operation): boolean {
  return !path.includes('*')
}

function addFact(type: Type, structure: Structure): Type {
  if (structure === 'array') return { kind: 'array', items: type }
  return correctType(type, createStructureType(structure, 'example'), { partial: true })
}

/** Returns the last part of an operation's id: `positions` for `portfolio.positions`. */
function nameOf(operation: Operation): string {
  return operation.id.replace(/^.*\./, '')
}

function routeTypes(operation: Operation): RouteTypes {
  const operationDetails = details.get(operation.id) ?? createUnknownDetails(operation)
  const route = routeOf(operation)
  const legacy = legacyTypes.find((types) => types.route === route)
  const documented = findDocumentedResponse(operation.method, operation.path)
  const recorded = recordings.filter((recording) => recording.operation === route)
  const known = documented === undefined ? legacyResponse(legacy) : createDocumentedType(route, documented)
  const measured = recorded.reduce<Type>(
    (type, { structure, partial, sometimes }, index) =>
      correctType(type, createStructureType(structure, 'recording', sometimes), { partial, additional: index > 0 }),
    known,
  )
  const response = wireFacts
    .filter((fact) => fact.operations.includes(route))
    .reduce<Type>((type, { structure }) => addFact(type, structure), measured)
  return {
    route,
    operation,
    input: inputType(operation, operationDetails, legacy),
    response: operation.id === SNAPSHOT ? snapshotType(response) : responseType(response, operationDetails),
    isDocumented: (documented?.schemas.length ?? 0) > 0 || operation.legacy === true,
    isRecorded: recorded.length > 0,
  }
}

function routeOf({ method, path }: Operation): string {
  return `${method} ${path.replace(/^\/v1\/api/, '')}`
}

/** Returns the types of the route that a legacy operation refers to. */
function currentRoute(route: string): RouteTypes {
  const operation = operations.find((each) => routeOf(each) === route)
  if (operation === undefined) throw new Error(`legacyTypes refers to ${route}, which is not in the catalogue`)
  return routeTypes(operation)
}

function legacyResponse(legacy: LegacyTypes | undefined): Type {
  if (legacy === undefined) return UNKNOWN
  const { response } = legacy
  return 'sameAs' in response
    ? currentRoute(response.sameAs).response
    : createStructureType(response.structure, 'example')
}

function legacyBody({ body }: LegacyTypes): Type | undefined {
  if (body === undefined) return undefined
  if (body !== 'order') return createStructureType(body, 'recording')
  const orders = fieldOf(fieldOf(currentRoute('POST /iserver/account/{accountId}/orders').input, 'body'), 'orders')
  return orders.kind === 'array' ? orders.items : UNKNOWN
}

function fieldOf(type: Type, name: string): Type {
  const field = type.kind === 'object' ? type.fields.find((each) => each.name === name) : undefined
  return field?.type ?? UNKNOWN
}

/** Adds all market data fields to the type of a snapshot: the document names only two. */
function snapshotType(documented: Type): Type {
  const value = createUnion([STRING, { kind: 'number' }])
  const fields = marketDataFields.map(
    ({ id, name, retired }): FieldType => ({
      name: String(id),
      type: value,
      optional: true,
      help: `${name[0]?.toUpperCase()}${name.slice(1)}.`,
      ...(retired && { deprecated: true }),
    }),
  )
  const head = createStructureType(
    { conid: 'number', 'conidEx?': 'string', '_updated?': 'number', 'server_id?': 'string' },
    'recording',
  )
  const row: Type = {
    kind: 'object',
    schema: 'MarketDataSnapshot',
    fields: [...(head.kind === 'object' ? head.fields : []), ...fields],
  }
  return correctType(documented, { kind: 'array', items: row }, { partial: true })
}

/** Returns the type of a response: the client parses JSON, and resolves to the text of any other body. */
function responseType(json: Type, { response: { kind } }: OperationDetails): Type {
  if (kind === 'text' || kind === 'html' || kind === 'binary') return STRING
  return kind === 'empty' ? { kind: 'undefined' } : mergeErrors(json)
}

function inputType(operation: Operation, { body }: OperationDetails, legacy?: LegacyTypes): ObjectType {
  const path = listPathParameters(operation).map(createParameterField)
  const query = (operation.query ?? []).map(createParameterField)
  const group = (name: string, fields: readonly FieldType[]): readonly FieldType[] =>
    fields.length === 0
      ? []
      : [{ name, type: { kind: 'object', fields }, optional: fields.every(({ optional }) => optional) }]
  const bodyOfLegacy = legacy && legacyBody(legacy)
  const isRequired = body !== undefined && body.kind !== 'unknown' && (body.kind !== 'json' || body.required)
  const fields = [
    ...group('path', path),
    ...group('query', query),
    ...(body === undefined
      ? []
      : [{ name: 'body', type: bodyOfLegacy ?? createBodyType(body), optional: !isRequired && !bodyOfLegacy }]),
    ...(body?.kind === 'jwt' ? [{ name: 'jwt', type: TRUE, optional: false }] : []),
  ]
  return { kind: 'object', fields }
}

const TRUE: Type = { kind: 'true' }

/** Returns the routes with a documented response that has no named field. */
export function listUnnamedResponses(routes: readonly RouteTypes[]): readonly string[] {
  return routes
    .filter(({ isDocumented, response }) => isDocumented && !hasNamedFields(response))
    .map(({ route }) => route)
}
