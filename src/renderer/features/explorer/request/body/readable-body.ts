import type { OperationDetails } from '../../../../../shared/catalogue/operation-details.ts'
import type { Shape } from '../../../../../shared/catalogue/shape.ts'
import { fits, misfitWords } from './check-body.ts'
import type { JsonNode } from './json-node.ts'
import { hasTwins } from './json-node.ts'
import { readJson } from './read-json.ts'

/** Whether a body can be shown as a form, or why it cannot. */
export type ReadableBody =
  | { readonly kind: 'form'; readonly shape: Shape; readonly node: JsonNode | undefined }
  | { readonly kind: 'raw'; readonly reason: string }
  /** The call takes no body. */
  | { readonly kind: 'none' }
  /** What the catalogue says of it is being fetched. */
  | { readonly kind: 'loading' }

export function readableBody(
  { body }: OperationDetails,
  text: string,
): Exclude<ReadableBody, { readonly kind: 'loading' }> {
  switch (body?.kind) {
    case undefined:
      return { kind: 'none' }
    case 'unknown':
      return { kind: 'raw', reason: 'The catalogue has no fields for this body: write it as JSON.' }
    case 'text':
      return { kind: 'raw', reason: `${body.help} The console sends JSON only, so this call may be refused.` }
    case 'form':
      return {
        kind: 'raw',
        reason:
          'IBKR expects a web form here, which the console does not send. The OAuth 2.0 login makes this call itself.',
      }
    case 'json':
    case 'jwt':
      return formOf(body.shape, text)
  }
}

function formOf(shape: Shape, text: string): ReturnType<typeof readableBody> {
  if (text.trim() === '') return { kind: 'form', shape, node: undefined }
  const read = readJson(text)
  if (read.kind === 'unreadable') return { kind: 'raw', reason: `No form: ${read.reason}` }
  if (!fits(shape, read.node)) return { kind: 'raw', reason: `No form: ${misfitWords(shape, read.node)}` }
  if (hasTwins(read.node)) return { kind: 'raw', reason: 'No form: an object has the same name twice.' }
  return { kind: 'form', shape, node: read.node }
}
