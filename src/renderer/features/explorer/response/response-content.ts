import type { ResponseHead } from '../../../../shared/contract/views.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { registerWorker } from '../../../platform/start-worker.ts'
import { rememberContracts } from '../../contracts/index.ts'
import type { FromReader, ResponseSummary } from './reader/messages.ts'
import { type ReaderEnd, ResponseDocument } from './response-document.ts'
import readerAddress from './response-worker.ts?worker&url'

const startReader = registerWorker('response', readerAddress)

/** The body of a response, as far as the window has it. */
export type ResponseContent =
  | { readonly kind: 'empty' }
  /** Too large for a window: the host keeps it, for a file. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'read'; readonly document: ResponseDocument; readonly summary: ResponseSummary }
  /** The reader broke down. The host may still hold the body. */
  | { readonly kind: 'unread' }

/** Waits until a response was read, and gets the next reader ready. */
export async function contentOf(head: ResponseHead, document: ResponseDocument): Promise<ResponseContent> {
  if (head.body !== 'sent' || head.size === 0) {
    document.close()
    return head.body === 'sent' ? { kind: 'empty' } : { kind: 'kept' }
  }
  try {
    const summary = await document.summary
    // Before it is drawn, so that its own conids are explained at once.
    rememberContracts(summary.contracts)
    return { kind: 'read', document, summary }
  } catch {
    return { kind: 'unread' }
  } finally {
    // Not before: starting it would hold up what is read now.
    setTimeout(prepareReader)
  }
}

export const newDocument = (): ResponseDocument => new ResponseDocument(spawnReader())

/** Reads a body once more that the host still holds. */
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

/** Lets the worker of a response go that is not shown any more. */
export function closeContent(content: ResponseContent): void {
  if (content.kind === 'read') content.document.close()
}

let spare: Worker | undefined

/** A reader at once: one is kept ready, because a worker takes longer to start than most answers to come. */
export function spawnReader(): ReaderEnd {
  const worker = spare ?? startReader()
  spare = undefined
  return {
    post: (message, transfer = []) => worker.postMessage(message, [...transfer]),
    listen(listener) {
      worker.onmessage = ({ data }: MessageEvent<FromReader>) => listener(data)
      worker.onerror = (event) => {
        event.preventDefault()
        listener(undefined)
      }
    },
    end: () => worker.terminate(),
  }
}

/** Makes one ready for the next response. */
export function prepareReader(): void {
  spare ??= startReader()
}
