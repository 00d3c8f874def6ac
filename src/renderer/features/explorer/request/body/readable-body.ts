import type { OperationDetails } from '../../../../../shared/catalogue/operation-details.ts'
import type { Shape } from '../../../../../shared/catalogue/shape.ts'
import { type JsonNode, repeatedName } from './json-node.ts'
import { readJson } from './read-json.ts'
import { fits, mismatchMessage } from './shape-fit.ts'

/** Parsed body for the form, or the reason why the form cannot show it. */
export type ReadableBody =
  | { readonly kind: 'form'; readonly shape: Shape; readonly node: JsonNode | undefined }
  | { readonly kind: 'raw'; readonly reason: string }
  /** The operation has no body. */
  | { readonly kind: 'none' }
  /** The fields are still loading. */
  | { readonly kind: 'loading' }

export function readableBody(
  { body }: OperationDetails,
  text: string,
): Exclude<ReadableBody, { readonly kind: 'loading' }> {
  switch (body?.kind) {
    case undefined:
      return { kind: 'none' }
    case 'unknown':
      return { kind: 'raw', reason: 'The catalogue has no fields for this body: enter it as JSON.' }
    case 'text':
      return { kind: 'raw', reason: `${body.help} The console sends only JSON, so IBKR may reject this call.` }
    case 'form':
      return {
        kind: 'raw',
        reason: 'IBKR expects a form-encoded body, which the console cannot send here. The OAuth 2.0 login sends it.',
      }
    case 'json':
    case 'jwt':
      return formOf(body.shape, text)
  }
}

function formOf(shape: Shape, text: string): ReturnType<typeof readableBody> {
  if (text.trim() === '') return { kind: 'form', shape, node: undefined }
  const read = readJson(text)
  if (read.kind === 'unreadable') return { kind: 'raw', reason: `Form unavailable: ${read.reason}` }
  if (!fits(shape, read.node)) return { kind: 'raw', reason: `Form unavailable: ${mismatchMessage(shape, read.node)}` }
  if (repeatedName(read.node) !== undefined)
    return { kind: 'raw', reason: 'Form unavailable: an object contains the same name twice.' }
  return { kind: 'form', shape, node: read.node }
}
