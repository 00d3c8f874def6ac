import { Ajv, type ErrorObject } from 'ajv'
import { type DocumentationMistake, documentationMistakes } from '../../../../scripts/routes/documentation-mistakes.ts'
import {
  type DocumentedResponse,
  document,
  type Schema,
  type Structure,
} from '../../../../scripts/routes/documented-responses.ts'

/** Formats and OpenAPI's own keywords do not describe the shape of a response. */
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
ajv.addSchema({ $id: 'document', components: document.components })

const usedMistakes = new Set<DocumentationMistake>()

/**
 * Returns the differences between a response and its documented schemas; empty if one schema matches. If the document's
 * example and schema have different types, the example decides. A table lists other errors of the document.
 */
export function findViolations(operation: string, documented: DocumentedResponse, body: unknown): readonly string[] {
  let fewest: readonly string[] | undefined
  for (const schema of documented.schemas) {
    const found = errorsOf(schema, body)
      .filter((error) => !sameTypeAsExample(error, documented.examples, body))
      .filter((error) => !isDocumentFault(operation, error))
      .map((error) => `${error.instancePath} ${error.message ?? error.keyword}`)
    if (found.length === 0) return []
    if (fewest === undefined || found.length < fewest.length) fewest = found
  }
  return fewest ?? []
}

/** Returns the listed document errors that no response showed, and that are therefore obsolete. */
export function findUnusedMistakes(): readonly DocumentationMistake[] {
  return documentationMistakes.filter((fault) => !usedMistakes.has(fault))
}

function errorsOf(schema: Schema, body: unknown): readonly ErrorObject[] {
  const absolute: unknown = JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"document#/components'))
  const validate = ajv.compile(absolute as object)
  return validate(body) ? [] : (validate.errors ?? [])
}

function isDocumentFault(operation: string, error: ErrorObject): boolean {
  const fault = documentationMistakes.find((each) => each.operation === operation && each.at.test(error.instancePath))
  if (fault !== undefined) usedMistakes.add(fault)
  return fault !== undefined
}

function sameTypeAsExample(error: ErrorObject, examples: readonly Structure[], body: unknown): boolean {
  if (error.keyword !== 'type' && error.keyword !== 'enum') return false
  const steps = error.instancePath.split('/').slice(1)
  const value = steps.reduce<unknown>(
    (at, step) => (at as Record<string, unknown> | undefined)?.[unescaped(step)],
    body,
  )
  const type = value === null ? 'null' : typeof value
  if (error.keyword === 'enum' && type !== 'null') return false
  // The schema requires an integer. An amount with decimals is accepted only if the table of document errors lists it.
  if (type === 'number' && String(error.params['type']).includes('integer')) return false
  return examples.some((example) => {
    const shown = steps.reduce<Structure | undefined>((at, step) => stepInto(at, unescaped(step)), example)
    return typeof shown === 'string' && shown.split('|').includes(type)
  })
}

function stepInto(structure: Structure | undefined, step: string): Structure | undefined {
  if (structure === undefined || typeof structure === 'string') return undefined
  if (Array.isArray(structure)) return (structure as readonly Structure[])[0]
  const map = structure as { readonly [name: string]: Structure }
  return map[step] ?? map['*']
}

/** JSON pointers escape `~` and `/` in a key. */
function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}
