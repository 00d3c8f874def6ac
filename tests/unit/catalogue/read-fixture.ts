import { readFileSync } from 'node:fs'

/** One row of tests/fixtures/operations.json. */
export interface ListedOperation {
  readonly method: string
  readonly path: string
  readonly inSpec?: readonly string[]
  /** Only set for current operations, not for legacy operations. */
  readonly worksInGateway?: boolean
  /** Only set for account management operations with published scopes. */
  readonly scopes?: readonly string[]
  readonly securityPolicy?: 'HTTPS' | 'Signed JWT'
}

interface OperationList {
  readonly operations: readonly ListedOperation[]
  readonly legacy: readonly ListedOperation[]
}

/** A parameter in tests/fixtures/openapi-structure.json. */
interface DocumentedParameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
}

interface DocumentedOperation {
  readonly parameters?: readonly DocumentedParameter[]
  readonly requestBody?: object
}

interface Structure {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>
}

/** Returns the operations that IBKR's document names, and the legacy operations. */
export function readOperationList(): OperationList {
  return readFixture('operations.json') as OperationList
}

/**
 * Finds the documented structure of a catalogued operation, even if the document names its path parameters differently.
 */
export function findDocumented(method: string, path: string): DocumentedOperation | undefined {
  const wanted = shapeOf(path.replace(/^\/v1\/api/, ''))
  const found = Object.entries(structure.paths).find(([candidate]) => shapeOf(candidate) === wanted)
  return found?.[1][method.toLowerCase()]
}

const structure = readFixture('openapi-structure.json') as Structure

function shapeOf(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}')
}

export function readFixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../fixtures/${name}`, import.meta.url), 'utf8'))
}
