import type { Operation } from '../operation.ts'
import type { OperationDetails } from '../operation-details.ts'
import type { DocumentedOperation } from './documented-operation.ts'

/** Id of an operation that was added from a document: what it is, and nothing that changes. */
export function addedId({ method, path }: Pick<DocumentedOperation, 'method' | 'path'>): string {
  return `added.${method} ${path}`
}

/** The explorer's view of one. It is unclassified, so it counts as trading. */
export function addedOperation(documented: DocumentedOperation, version: string): Operation {
  const { method, path, title, query, scopes, body } = documented
  return {
    id: addedId(documented),
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

export function addedDetails({ body, answer }: DocumentedOperation): OperationDetails {
  return { ...(body && { body }), answer }
}
