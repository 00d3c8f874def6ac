import {
  type ExchangeTiming,
  isUnconfirmed,
  type SessionSupervisor,
  type StreamedResponse,
} from '../../client/index.ts'
import { classifyRequest, type RequestClassification } from '../../shared/catalogue/classify-request.ts'
import type { RequestDraft } from '../../shared/contract/schemas.ts'
import type { AnswerHead, RequestWaitView } from '../../shared/contract/views.ts'
import type { RequestTiming } from '../../shared/domain/requests.ts'
import { failedResult } from '../history/failed-result.ts'
import { KEPT_BYTES, type OnSent, type SentRequest } from '../history/sent-request.ts'
import { verdictOf } from '../history/verdict.ts'
import { HostError } from '../host-error.ts'
import type { AskedQuestion } from '../orders/asked-question.ts'
import type { InactiveReasons } from '../orders/inactive-reasons.ts'
import type { CallContext } from '../rpc/services.ts'
import type { SendControl, UnsentRequests } from '../safety/unsent-requests.ts'
import { MOST_BODY_BYTES } from '../session/open-client.ts'
import type { SessionService } from '../session/session-service.ts'
import { isUnsent, upstreamError } from '../upstream/upstream-error.ts'
import { beginningOf } from './answer-body.ts'
import type { BodyBudget } from './body-budget.ts'
import { type BuiltRequest, buildRequest } from './build-request.ts'
import { explainAnswer } from './explain-answer.ts'
import { followQuestion } from './follow-question.ts'
import type { HeldAnswers } from './held-answers.ts'
import { MOST_SHOWN_BYTES, readAnswer, type WholeAnswer, wholeResponse } from './read-answer.ts'
import { shownHeaders } from './shown-headers.ts'
import { statusText } from './status-text.ts'

/** Beginning of a body that is looked at for an explanation, in bytes. */
const EXPLAINED_BYTES = 8_000

const NO_WAIT: RequestWaitView = { ms: 0, cause: 'nothing', ahead: 0 }

interface SendOptions {
  /** Its name while it waits for its turn, where somebody wants to know. */
  readonly waitId?: string | undefined
  /** The profile that it is meant for. */
  readonly profileId?: string | undefined
}

export interface RequestEffects {
  /** A filtered reading of the orders makes IBKR keep the details of `sor` back until a forced one. */
  readonly onOrdersFiltered: () => void
  /** The user logged out: coming back by itself would undo it. */
  readonly onLoggedOut: () => Promise<void>
  readonly explainInactive: (reasons: InactiveReasons) => void
  readonly onSent: OnSent
}

/** Sends what the explorer asks for, within the rule that denies by default. */
export class RequestsService {
  readonly #session: SessionService
  readonly #answers: HeldAnswers
  readonly #budget: BodyBudget
  readonly #asked: AskedQuestion
  readonly #unsent: UnsentRequests
  readonly #effects: RequestEffects

  constructor(
    session: SessionService,
    answers: HeldAnswers,
    budget: BodyBudget,
    asked: AskedQuestion,
    unsent: UnsentRequests,
    effects: RequestEffects,
  ) {
    this.#session = session
    this.#unsent = unsent
    this.#asked = asked
    this.#answers = answers
    this.#budget = budget
    this.#effects = effects
  }

  /** The body goes to the window while it comes in. */
  async send(
    draft: RequestDraft,
    { signal, body: writer, window }: CallContext,
    { waitId, profileId }: SendOptions = {},
  ): Promise<{ output: AnswerHead; body: readonly [] }> {
    const built = buildRequest(draft)
    const { effect, reason } = built.classification
    const reads = effect === 'read'
    const permitted = reads ? undefined : this.#session.permit(reason, profileId)
    const session = this.#session.require()
    const sent = sentOf(draft, built)
    const followed = followQuestion(draft, this.#asked, this.#effects.explainInactive)
    const check = permitted && {
      check: () => {
        permitted()
        followed?.leaves()
      },
    }
    let response: StreamedResponse
    let answer: WholeAnswer
    let answerId: string
    try {
      response = await this.#unsent.send({ waitId, signal, ...check }, (control) => open(session, built, control))
      const share = this.#budget.open(window)
      try {
        // The response to a trading request is never given up for lack of memory.
        const hold = (bytes: number): Promise<void> => share.take(bytes, reads ? signal : undefined)
        answer = await readAnswer(response, built.input.path, writer, hold)
        answerId = this.#answers.hold(answer.body)
      } finally {
        share.release()
      }
    } catch (error) {
      const failure = upstreamError(error, !reads)
      if (failure instanceof HostError && !isUnsent(failure))
        this.#effects.onSent({ ...sent, result: failedResult(failure) })
      throw failure
    } finally {
      this.#session.announce()
    }
    const { body } = answer
    const { state } = session
    const accounts = state.kind === 'ready' ? state.accounts.accounts : undefined
    const head = headOf(response, answer, built, sent.body, accounts)
    this.#effects.onSent({
      ...sent,
      result: { outcome: 'answered', head, body: beginningOf(body, KEPT_BYTES) },
    })
    await this.#follow(draft, built.input.path, response.status)
    const question = followed?.read(body)
    // What a window would choke on stays here: it is offered as a file.
    const kept = body.byteLength > MOST_SHOWN_BYTES ? 'kept' : 'sent'
    return { output: { ...head, answerId, body: kept, ...(question && { question }) }, body: [] }
  }

  /** How long a request would wait; nothing where nobody can say. */
  estimate({ method, path }: Pick<RequestDraft, 'method' | 'path'>): RequestWaitView {
    const classification = classifyRequest({ method, path })
    if (classification.canonicalPath === undefined) return NO_WAIT
    const wait = this.#session.estimate(method, classification.canonicalPath) ?? NO_WAIT
    return wait.cause === 'penalty-box' && leavesPenaltyBox(classification) ? NO_WAIT : wait
  }

  /** What the console itself has to do after somebody sent this by hand. */
  async #follow(draft: RequestDraft, path: string, status: number): Promise<void> {
    if (status !== 200) return
    const filtered = draft.query.some(([name]) => name === 'filters')
    if (filtered && path === '/v1/api/iserver/account/orders') this.#effects.onOrdersFiltered()
    if (draft.method === 'POST' && path === '/v1/api/logout') await this.#effects.onLoggedOut()
  }
}

/** Sends it, and resolves when the head of the answer is there: with its body coming in if it only reads, else read whole. */
async function open(
  session: SessionSupervisor,
  { input, classification }: BuiltRequest,
  extra: SendControl,
): Promise<StreamedResponse> {
  const safe = classification.effect === 'read'
  const options = { safe, explicit: leavesPenaltyBox(classification) }
  if (safe) return session.stream({ ...input, ...extra, raw: true, maxBytes: MOST_BODY_BYTES }, options)
  return wholeResponse(await session.request({ ...input, ...extra, raw: true }, options))
}

/** A cancel, which its window has confirmed with a person, leaves even from the penalty box. */
const leavesPenaltyBox = ({ operation }: RequestClassification): boolean => operation?.id === 'orders.cancel'

function sentOf(draft: RequestDraft, { input, classification }: BuiltRequest): Omit<SentRequest, 'result'> {
  const { path, jwt } = input
  // Claims leave signed; what was typed is what can be found, and sent again.
  const body = jwt ? draft.body : input.body
  return {
    source: 'explorer',
    method: draft.method,
    path,
    parameters: draft.query,
    effect: classification.effect,
    ...(typeof body === 'string' && { body }),
  }
}

function headOf(
  response: StreamedResponse,
  { body, size }: WholeAnswer,
  built: BuiltRequest,
  sent: string | undefined,
  accounts: readonly string[] | undefined,
): Omit<AnswerHead, 'answerId' | 'body'> {
  const { path } = built.input
  const judged = beginningOf(body, KEPT_BYTES)
  const text = Buffer.from(beginningOf(body, EXPLAINED_BYTES)).toString('utf8')
  const verdict = verdictOf({ method: response.method, path, sent, status: response.status, body: judged })
  const explanation = explainAnswer({
    verdict,
    method: response.method,
    status: response.status,
    text,
    path,
    accounts,
    reads: built.classification.effect === 'read',
    unconfirmed: built.classification.effect !== 'read' && isUnconfirmed({ ...response, body: judged }, path),
  })
  return {
    status: response.status,
    statusText: statusText(response.status, response.statusText),
    headers: shownHeaders(response.headers),
    timing: timingOf(response.timing()),
    size,
    method: response.method,
    url: response.url,
    effect: built.classification.effect,
    ...(verdict && { verdict }),
    ...(explanation && { explanation: explanation.words }),
    ...(explanation?.next && { nextStep: explanation.next }),
  }
}

function timingOf({ queueMs, connectMs, firstByteMs, bodyMs, totalMs }: ExchangeTiming): RequestTiming {
  const base = { queue: queueMs, firstByte: firstByteMs, body: bodyMs, total: totalMs }
  return connectMs === undefined ? base : { ...base, connect: connectMs }
}
