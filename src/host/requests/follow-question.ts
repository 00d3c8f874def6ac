import { changesOrders, readOrderAnswer } from '../../client/index.ts'
import { classifyRequest } from '../../shared/catalogue/classify-request.ts'
import type { RequestDraft } from '../../shared/contract/schemas.ts'
import type { OrderQuestion } from '../../shared/contract/views.ts'
import { type AskedAbout, type AskedQuestion, isDecline } from '../orders/asked-question.ts'
import { type InactiveReasons, reasonsOfDecline, reasonsOfResponse } from '../orders/inactive-reasons.ts'
import { toOrderAnswer } from '../orders/read-order-answer.ts'
import { MOST_JUDGED_BYTES, parsedJson } from '../upstream/parsed-json.ts'
import { type AnswerBody, beginningOf } from './answer-body.ts'

/** How the open question of IBKR follows one request. */
interface FollowedQuestion {
  /** To be called when the first byte leaves: whatever was asked is answered by it, or void. */
  leaves(): void
  /** What the response asks. */
  read(body: AnswerBody): OrderQuestion | undefined
}

/** Follows the questions that requests of the explorer raise and answer; undefined for a request that has to do with none. */
export function followQuestion(
  draft: RequestDraft,
  asked: AskedQuestion,
  explainInactive: (reasons: InactiveReasons) => void,
): FollowedQuestion | undefined {
  const { operation, canonicalPath = '' } = classifyRequest(draft)
  if (!changesOrders({ method: draft.method, path: canonicalPath })) return undefined
  const replyId = operation?.id === 'orders.reply' ? decodeURIComponent(canonicalPath.split('/').at(-1) ?? '') : ''
  const about: AskedAbout = asked.about(replyId) ?? { kind: 'request', request: draft }
  const declined = replyId !== '' && isDecline(draft.body)
  return {
    leaves: () => {
      if (declined) explainInactive(reasonsOfDecline(about))
      asked.clear()
    },
    read: (body) => {
      const response =
        body.byteLength > MOST_JUDGED_BYTES
          ? undefined
          : readOrderAnswer(parsedJson(beginningOf(body, MOST_JUDGED_BYTES)))
      if (response && !declined) explainInactive(reasonsOfResponse(about, response))
      const answer = toOrderAnswer(response)
      if (answer?.kind !== 'question') return undefined
      asked.ask(answer, about)
      return answer
    },
  }
}
