import type { Operation, Parameter } from '../operation.ts'
import type { BodyDetails, OperationDetails } from '../operation-details.ts'
import type { Field, Shape } from '../shape.ts'
import type { DocumentedOperation } from './documented-operation.ts'

/** The parameters that a document has beyond those of the catalogue. They are offered, never required. */
export function addedParameters(operation: Operation, documented: DocumentedOperation): readonly Parameter[] {
  const known = new Set((operation.query ?? []).map(({ name }) => name))
  return documented.query
    .filter(({ name }) => !known.has(name))
    .map((parameter) => ({ ...parameter, required: operation.undocumented === true && parameter.required }))
}

/** What the catalogue says, with the fields that a document has beyond it; where nothing was known, the document's word. */
export function extendDetails(details: OperationDetails, documented: DocumentedOperation): OperationDetails {
  const body = extendBody(details.body, documented.body)
  return { ...(body && { body }), answer: details.answer.kind === 'unknown' ? documented.answer : details.answer }
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
