import { changesOrders, readOrderAnswer } from '../../client/index.ts'
import { classifyRequest } from '../../shared/catalogue/classify-request.ts'
import type { RequestDraft } from '../../shared/contract/schemas.ts'
import type { OrderQuestion } from '../../shared/contract/views.ts'
import { type AskedAbout, type AskedQuestion, isDecline } from '../orders/asked-question.ts'
import { type InactiveReasons, reasonsOfDecline, reasonsOfResponse } from '../orders/inactive-reasons.ts'
import { toOrderAnswer } from '../orders/read-order-answer.ts'
import { MOST_JUDGED_BYTES, parsedJson } from '../upstream/parsed-json.ts'
import { beginningOf, type ResponseBody } from './saved-bodies.ts'

/** The effect of one request on IBKR's open question. */
interface FollowedQuestion {
  /** Call it when the first byte leaves: the request answers the open question or voids it. */
  sent(): void
  /** The question in the response. */
  read(body: ResponseBody): OrderQuestion | undefined
}

/** Follows the questions that requests of the explorer raise and answer; undefined for a request that changes no order. */
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
    sent: () => {
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
