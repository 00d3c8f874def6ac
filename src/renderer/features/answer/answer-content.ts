import type { ResponseHead } from '../../../shared/contract/views.ts'
import { hostLink } from '../../platform/host-link.ts'
import { rememberContracts } from '../contracts/seen-contracts-store.ts'
import { AnswerDocument } from './answer-document.ts'
import type { AnswerSummary } from './reader/messages.ts'
import { prepareReader, spawnReader } from './spawn-reader.ts'

/** The body of an answer, as far as the window has it. */
export type AnswerContent =
  | { readonly kind: 'empty' }
  /** Too large for a window: the host keeps it, for a file. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'read'; readonly document: AnswerDocument; readonly summary: AnswerSummary }
  /** The reader broke down. The host may still hold the body. */
  | { readonly kind: 'unread' }

/** Waits until an answer was read, and gets the next reader ready. */
export async function contentOf(head: ResponseHead, document: AnswerDocument): Promise<AnswerContent> {
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

export const newDocument = (): AnswerDocument => new AnswerDocument(spawnReader())

/** Reads a body once more that the host still holds. */
export async function readAgain(head: ResponseHead): Promise<AnswerContent> {
  const document = newDocument()
  try {
    await hostLink().callBytes('responses.body', { responseId: head.responseId }, undefined, document)
    return await contentOf(head, document)
  } catch (error) {
    document.close()
    throw error
  }
}

/** Lets the worker of an answer go that is not shown any more. */
export function closeContent(content: AnswerContent): void {
  if (content.kind === 'read') content.document.close()
}
