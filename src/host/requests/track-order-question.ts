import { changesOrders, readOrderResponse } from '../../client/index.ts'
import { classifyRequest } from '../../shared/catalogue/classify-request.ts'
import type { RequestDraft } from '../../shared/contract/schemas.ts'
import type { OrderQuestion } from '../../shared/contract/views.ts'
import { parseJson } from '../../shared/domain/read-value.ts'
import { MAX_PARSED_BYTES } from '../history/rejection-outcome.ts'
import { createDeclinedReasons, extractInactiveReasons, type InactiveReasons } from '../orders/inactive-reasons.ts'
import { toOrderResponse } from '../orders/order-response.ts'
import { isDecliningReply, type PendingQuestion, type QuestionSubject } from '../orders/pending-question.ts'
import { type ResponseBody, takeFirstBytes } from './saved-response-bodies.ts'

/** Effects of one request on IBKR's open order question. */
interface FollowedQuestion {
  /** Called when the first byte leaves: the request answers the open question or voids it. */
  sent(): void
  /** Reads a new order question from the response. */
  read(body: ResponseBody): OrderQuestion | undefined
}

/**
 * Tracks the order questions that requests of the explorer raise and answer. Returns undefined for a request that does
 * not change orders.
 */
export function trackOrderQuestion(
  draft: RequestDraft,
  pending: PendingQuestion,
  explainInactive: (reasons: InactiveReasons) => void,
): FollowedQuestion | undefined {
  const { operation, canonicalPath = '' } = classifyRequest(draft)
  if (!changesOrders({ method: draft.method, path: canonicalPath })) return undefined
  const replyId = operation?.id === 'orders.reply' ? decodeURIComponent(canonicalPath.split('/').at(-1) ?? '') : ''
  const about: QuestionSubject = pending.about(replyId) ?? { kind: 'request', request: draft }
  const declined = replyId !== '' && isDecliningReply(draft.body)
  return {
    sent: () => {
      if (declined) explainInactive(createDeclinedReasons(about))
      pending.current = undefined
    },
    read: (body) => {
      const response =
        body.byteLength > MAX_PARSED_BYTES
          ? undefined
          : readOrderResponse(parseJson(Buffer.from(takeFirstBytes(body, MAX_PARSED_BYTES)).toString()))
      if (response && !declined) explainInactive(extractInactiveReasons(about, response))
      const question = toOrderResponse(response)
      if (question?.kind !== 'question') return undefined
      pending.current = { question, about }
      return question
    },
  }
}
