import { readOrderAnswer } from '../../client/index.ts'
import { classifyRequest } from '../../shared/catalogue/classify-request.ts'
import type { RequestDraft } from '../../shared/contract/contract.ts'
import type { OrderQuestion } from '../../shared/contract/views.ts'
import type { AskedAbout, AskedQuestion } from '../orders/asked-question.ts'
import { type InactiveReasons, reasonsOfDecline, reasonsOfResponse } from '../orders/inactive-reasons.ts'
import { toOrderAnswer } from '../orders/read-order-answer.ts'
import { type AnswerBody, beginningOf } from './answer-body.ts'

/** Operations that place, change or cancel an order, or answer a question about one. */
const CHANGES: ReadonlySet<string> = new Set([
  'orders.place',
  'orders.modify',
  'orders.cancel',
  'orders.reply',
  'legacy.place-order',
  'legacy.place-group-order',
])
/** Of them, those whose response is about new orders. */
const PLACES: ReadonlySet<string> = new Set(['orders.place', 'orders.reply', 'legacy.place-order'])
const DECLINES = /"confirmed"\s*:\s*false/
/** A question has some hundred bytes; more than this is none. */
const LONGEST = 200_000

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
  if (operation === undefined || !CHANGES.has(operation.id)) return undefined
  const replyId = operation.id === 'orders.reply' ? decodeURIComponent(canonicalPath.split('/').at(-1) ?? '') : ''
  const about: AskedAbout = asked.about(replyId) ?? { kind: 'request', request: draft }
  const declined = replyId !== '' && DECLINES.test(draft.body ?? '')
  return {
    leaves: () => {
      if (declined) explainInactive(reasonsOfDecline(about))
      asked.clear()
    },
    read: (body) => {
      const response = body.byteLength > LONGEST ? undefined : readOrderAnswer(parse(beginningOf(body, LONGEST)))
      if (response && !declined && PLACES.has(operation.id)) explainInactive(reasonsOfResponse(about, response))
      const answer = toOrderAnswer(response)
      if (answer?.kind !== 'question') return undefined
      asked.ask(answer, about)
      return answer
    },
  }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'))
  } catch {
    return undefined
  }
}
