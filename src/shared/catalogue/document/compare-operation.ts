import type { Operation, Parameter } from '../operation.ts'
import type { BodyDetails, OperationDetails } from '../operation-details.ts'
import type { Field, Shape, ShapeChoice } from '../shape.ts'
import type { Difference, DocumentedOperation } from './document-report.ts'

/** Maximum number of comparisons per operation: a hostile document may expand endlessly. */
const mostSteps = 60_000
/** Maximum number of differences reported per operation. */
const mostDifferences = 200

/**
 * Compares names, types, closed lists of values and required fields of query and body. Help texts and examples are not
 * compared.
 */
export function compareOperation(
  operation: Operation,
  details: OperationDetails,
  documented: DocumentedOperation,
): readonly Difference[] {
  const found: Difference[] = []
  let steps = 0
  const report = (difference: Difference): void => {
    if (found.length < mostDifferences) found.push(difference)
  }
  compareQuery(operation.query ?? [], documented.query, report)
  const ours = shapeOfBody(details.body)
  const theirs = shapeOfBody(documented.body)
  if (theirs !== undefined && ours === undefined) report({ at: 'body', kind: 'added', document: nameOf(theirs) })
  else if (theirs === undefined && ours !== undefined) report({ at: 'body', kind: 'missing', catalogue: nameOf(ours) })
  else if (ours !== undefined && theirs !== undefined) compareShape('body', ours, theirs)
  return found

  function compareShape(at: string, mine: Shape, other: Shape): void {
    steps += 1
    if (steps > mostSteps || found.length >= mostDifferences) return
    // The document describes a base64 file as a string.
    const bothText = mine.kind === 'file' && other.kind === 'string'
    if (mine.kind !== other.kind && !bothText) {
      report({ at, kind: 'type', catalogue: nameOf(mine), document: nameOf(other) })
      return
    }
    if (mine.kind === 'object' && other.kind === 'object') compareFields(at, mine.fields, other.fields)
    else if (mine.kind === 'array' && other.kind === 'array') compareShape(`${at}[]`, mine.items, other.items)
    else if (mine.kind === 'map' && other.kind === 'map') compareShape(`${at}.*`, mine.values, other.values)
    else if (mine.kind === 'oneOf' && other.kind === 'oneOf') compareChoices(at, mine.choices, other.choices)
    else {
      compareValues(at, valuesOf(mine), valuesOf(other), 'open' in mine && mine.open === true, report)
      compareLimits(at, limitsOf(mine), limitsOf(other), report)
    }
  }

  function compareFields(at: string, mine: readonly Field[], others: readonly Field[]): void {
    const byName = new Map(mine.map((field) => [field.name, field]))
    for (const other of others) {
      const field = byName.get(other.name)
      const place = `${at === 'body' ? 'body ' : `${at}.`}${other.name}`
      if (field === undefined) report({ at: place, kind: 'added', document: nameOf(other) })
      else {
        compareRequired(place, isRequired(field), other.required === true, report)
        compareShape(place, field, other)
      }
      byName.delete(other.name)
    }
    for (const [name, field] of byName) {
      report({ at: `${at === 'body' ? 'body ' : `${at}.`}${name}`, kind: 'missing', catalogue: nameOf(field) })
    }
  }

  function compareChoices(at: string, mine: readonly ShapeChoice[], others: readonly ShapeChoice[]): void {
    if (mine.length !== others.length) {
      report({ at, kind: 'type', catalogue: `${mine.length} forms`, document: `${others.length} forms` })
    }
    const left = new Set(mine)
    for (const other of others) {
      const match = closest([...left], other)
      if (match === undefined) continue
      left.delete(match)
      compareShape(`${at}<${match.title}>`, match.shape, other.shape)
    }
  }
}

function compareQuery(
  mine: readonly Parameter[],
  others: readonly Parameter[],
  report: (difference: Difference) => void,
): void {
  const byName = new Map(mine.map((parameter) => [parameter.name, parameter]))
  for (const other of others) {
    const at = `query ${other.name}`
    const parameter = byName.get(other.name)
    if (parameter === undefined) {
      report({ at, kind: 'added', document: typeOfParameter(other) })
      continue
    }
    byName.delete(other.name)
    compareRequired(at, parameter.required, other.required, report)
    if (typeOfParameter(parameter) !== typeOfParameter(other)) {
      report({ at, kind: 'type', catalogue: typeOfParameter(parameter), document: typeOfParameter(other) })
    }
    compareValues(at, parameter.values, other.values, parameter.open === true, report)
  }
  for (const [name, parameter] of byName) {
    report({ at: `query ${name}`, kind: 'missing', catalogue: typeOfParameter(parameter) })
  }
}

function compareRequired(at: string, mine: boolean, other: boolean, report: (difference: Difference) => void): void {
  if (mine !== other) report({ at, kind: 'required', catalogue: need(mine), document: need(other) })
}

/**
 * Compares lists of values. An open list of the catalogue must include the document's values; a closed list must be
 * equal.
 */
function compareValues(
  at: string,
  mine: readonly string[] | undefined,
  others: readonly string[] | undefined,
  open: boolean,
  report: (difference: Difference) => void,
): void {
  const added = (others ?? []).filter((value) => mine?.includes(value) !== true)
  const missing = open ? [] : (mine ?? []).filter((value) => others?.includes(value) !== true)
  if (added.length === 0 && missing.length === 0) return
  report({ at, kind: 'values', catalogue: few(missing), document: few(added) })
}

/** Compares limits. Each limit of the document must be in the catalogue, which may have more limits. */
function compareLimits(at: string, mine: Limits, others: Limits, report: (difference: Difference) => void): void {
  const differ = (Object.keys(others) as (keyof Limits)[]).filter((name) => others[name] !== mine[name])
  if (differ.length === 0) return
  const format = (limits: Limits): string =>
    differ.map((name) => `${limitTitles[name]} ${limits[name] ?? 'not limited'}`).join(', ')
  report({ at, kind: 'limits', catalogue: format(mine), document: format(others) })
}

const limitTitles = {
  minimum: 'least',
  maximum: 'most',
  minimumLength: 'shortest',
  maximumLength: 'longest',
} as const

type Limits = { readonly [name in keyof typeof limitTitles]?: number }

function limitsOf(shape: Shape): Limits {
  if (shape.kind !== 'string' && shape.kind !== 'integer' && shape.kind !== 'number') return {}
  const limits: { -readonly [name in keyof Limits]: number } = {}
  for (const name of Object.keys(limitTitles) as (keyof Limits)[]) {
    const limit = shape[name]
    // A minimum length of 0 is not a limit.
    if (limit !== undefined && !(name === 'minimumLength' && limit === 0)) limits[name] = limit
  }
  return limits
}

/** Joins the values. Includes only the first values of a long list. */
function few(values: readonly string[]): string {
  return values.length <= 12 ? values.join(', ') : `${values.slice(0, 12).join(', ')} and ${values.length - 12} more`
}

function closest(choices: readonly ShapeChoice[], other: ShapeChoice): ShapeChoice | undefined {
  const names = namesOf(other.shape)
  const likeness = (choice: ShapeChoice): number =>
    (choice.shape.kind === other.shape.kind ? 0.5 : 0) +
    namesOf(choice.shape).filter((name) => names.includes(name)).length / (namesOf(choice.shape).length || 1)
  return choices.reduce<ShapeChoice | undefined>(
    (best, choice) => (best === undefined || likeness(choice) > likeness(best) ? choice : best),
    undefined,
  )
}

const namesOf = (shape: Shape): readonly string[] =>
  shape.kind === 'object' ? shape.fields.map(({ name }) => name) : []

/**
 * Reports whether a field is always required. A field with a condition is not, and a document cannot express the
 * condition.
 */
const isRequired = (field: Field): boolean => field.required === true && field.when === undefined

const need = (required: boolean): string => (required ? 'required' : 'optional')

const typeOfParameter = (parameter: Parameter): string => (parameter.list ? `${parameter.kind} list` : parameter.kind)

function valuesOf(shape: Shape): readonly string[] | undefined {
  return shape.kind === 'string' || shape.kind === 'integer' || shape.kind === 'number'
    ? shape.values?.map(String)
    : undefined
}

function shapeOfBody(body: BodyDetails | undefined): Shape | undefined {
  switch (body?.kind) {
    case undefined:
      return undefined
    case 'json':
    case 'jwt':
      return body.shape
    case 'form':
      return { kind: 'object', fields: body.fields }
    case 'text':
      return { kind: 'string' }
    case 'unknown':
      return { kind: 'any' }
  }
}

function nameOf(shape: Shape): string {
  return shape.kind === 'array' ? `array of ${shape.items.kind}` : shape.kind
}
