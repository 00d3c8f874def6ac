import type { Operation, Parameter } from '../operation.ts'
import type { BodyDetails, OperationDetails } from '../operation-details.ts'
import type { Field, Shape } from '../shape.ts'
import type { DocumentedOperation } from './document-report.ts'

/** Returns the parameters of the document that are missing in the catalogue. They become optional. */
export function findAddedParameters(operation: Operation, documented: DocumentedOperation): readonly Parameter[] {
  const known = new Set((operation.query ?? []).map(({ name }) => name))
  return documented.query
    .filter(({ name }) => !known.has(name))
    .map((parameter) => ({ ...parameter, required: operation.undocumented === true && parameter.required }))
}

/**
 * Returns the catalogue's details extended with fields of the document, or the document's details if the catalogue has
 * none.
 */
export function extendDetails(details: OperationDetails, documented: DocumentedOperation): OperationDetails {
  const body = extendBody(details.body, documented.body)
  return {
    ...(body && { body }),
    response: details.response.kind === 'unknown' ? documented.response : details.response,
  }
}

function extendBody(ours: BodyDetails | undefined, theirs: BodyDetails | undefined): BodyDetails | undefined {
  if (ours === undefined || theirs === undefined) return ours ?? theirs
  if (ours.kind === 'unknown') return theirs
  if (ours.kind === 'form' && theirs.kind === 'form')
    return { ...ours, fields: extendFields(ours.fields, theirs.fields) }
  const isJson = theirs.kind === 'json' || theirs.kind === 'jwt'
  if ((ours.kind === 'json' || ours.kind === 'jwt') && isJson) {
    return { ...ours, shape: extendShape(ours.shape, theirs.shape) }
  }
  return ours
}

function extendShape(ours: Shape, theirs: Shape): Shape {
  if (ours.kind === 'any') return theirs
  if (ours.kind === 'object' && theirs.kind === 'object') {
    return { ...ours, fields: extendFields(ours.fields, theirs.fields) }
  }
  if (ours.kind === 'array' && theirs.kind === 'array') return { ...ours, items: extendShape(ours.items, theirs.items) }
  if (ours.kind === 'map' && theirs.kind === 'map') return { ...ours, values: extendShape(ours.values, theirs.values) }
  return ours
}

function extendFields(ours: readonly Field[], theirs: readonly Field[]): readonly Field[] {
  const byName = new Map(theirs.map((field) => [field.name, field]))
  const known = new Set(ours.map(({ name }) => name))
  return [
    ...ours.map((field) => {
      const other = byName.get(field.name)
      return other === undefined ? field : ({ ...field, ...extendShape(field, other) } as Field)
    }),
    ...theirs.filter(({ name }) => !known.has(name)),
  ]
}

/** Returns the stable id of an operation that was added from a document. */
export function createAddedOperationId({ method, path }: Pick<DocumentedOperation, 'method' | 'path'>): string {
  return `added.${method} ${path}`
}

/** Converts a documented operation for the explorer. It is unclassified, so it counts as trading. */
export function createAddedOperation(documented: DocumentedOperation, version: string): Operation {
  const { method, path, title, query, scopes, body } = documented
  return {
    id: createAddedOperationId(documented),
    method,
    path,
    area: 'added',
    title,
    help: `Added from IBKR’s document${version === '' ? '' : ` ${version}`}. What it does is not known: it is sent only while the profile is armed.`,
    effect: 'trading',
    ...(query.length > 0 && { query }),
    ...(scopes.length > 0 && { scopes }),
    ...(body?.kind === 'jwt' && { signedJwt: true }),
  }
}

export function createAddedDetails({ body, response }: DocumentedOperation): OperationDetails {
  return { ...(body && { body }), response }
}
