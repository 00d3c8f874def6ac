import type { ResponseHead } from '../../../../shared/contract/views.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { registerWorker } from '../../../platform/start-worker.ts'
import { rememberContracts } from '../../contracts/index.ts'
import type { ResponseSummary } from './reader/messages.ts'
import { ResponseDocument } from './response-document.ts'
import readerAddress from './response-worker.ts?worker&url'

const startReader = registerWorker('response', readerAddress)

/** State of a response body in this window. */
export type ResponseContent =
  | { readonly kind: 'empty' }
  /** The body is too large for the window, but the user can save it to a file. */
  | { readonly kind: 'too-large' }
  | { readonly kind: 'parsed'; readonly document: ResponseDocument; readonly summary: ResponseSummary }
  /** The reader failed. The host may still have the body. */
  | { readonly kind: 'failed' }

/** Resolves once a response is parsed. */
export async function contentOf(head: ResponseHead, document: ResponseDocument): Promise<ResponseContent> {
  if (head.body !== 'sent' || head.size === 0) {
    document.close()
    return head.body === 'sent' ? { kind: 'empty' } : { kind: 'too-large' }
  }
  try {
    const summary = await document.summary
    // Runs before the first paint, so that conids are shown with their symbols.
    rememberContracts(summary.contracts)
    return { kind: 'parsed', document, summary }
  } catch {
    return { kind: 'failed' }
  } finally {
    // Runs in a later task, because starting a worker would delay the response.
    setTimeout(prepareReader)
  }
}

export const newDocument = (): ResponseDocument => new ResponseDocument(spawnReader)

/** Reads a response body again from the host's cache. */
export async function readAgain(head: ResponseHead): Promise<ResponseContent> {
  const document = newDocument()
  try {
    await hostLink().callBytes('responses.body', { responseId: head.responseId }, undefined, document)
    return await contentOf(head, document)
  } catch (error) {
    document.close()
    throw error
  }
}

/** Ends the worker of a response. */
export function closeContent(content: ResponseContent): void {
  if (content.kind === 'parsed') content.document.close()
}

let spare: Worker | undefined

/** Returns a reader. One reader is always prepared, because workers start slowly. */
function spawnReader(): Worker {
  const worker = spare ?? startReader()
  spare = undefined
  return worker
}

function prepareReader(): void {
  spare ??= startReader()
}
