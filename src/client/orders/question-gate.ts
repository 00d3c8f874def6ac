import { linkSignals } from '../abort-signals.ts'
import { normalisePath, removeQuery } from '../api-path.ts'
import type { Clock } from '../clock.ts'
import { IbkrError } from '../errors/ibkr-error.ts'
import { decodeBody, parseBody } from '../rest/read-response.ts'
import { isSameCaller, type RequestCaller } from '../rest/request-caller.ts'
import { callBeforeSend, type RawResponse, type RequestInput } from '../rest/request-input.ts'
import { isOrderRequest } from './is-order-request.ts'
import { type OrderQuestion, readOrderResponse } from './order-response.ts'
import { currentDecision, type PolicyDecision } from './policy-decision.ts'
import { keepsQuestions } from './requests-that-keep-questions.ts'

/**
 * Time in ms for which an unanswered question holds up other requests, counted from its response, by its owner. A
 * program decides by rules; a person has to read the question.
 */
const LEASE_MS: Readonly<Record<RequestCaller['kind'], number>> = {
  person: 60_000,
  program: 5_000,
  background: 5_000,
}
/** Maximum time in ms for which a waiting order waits for the responses to requests that were released before it. */
const AHEAD_MS = 5_000
/** Maximum number of stored ids of ended questions. The oldest are dropped first. */
const MAX_ENDED = 1_000
/** Maximum number of waiting requests. */
const MAX_WAITING = 1_000
/** Maximum number of characters of IBKR's description of an order in an error. */
const MAX_DESCRIPTION = 100

/** A request of a session, before it is sent. */
export interface GatedRequest {
  readonly input: Pick<RequestInput, 'method' | 'path' | 'signal' | 'beforeSend'>
  readonly caller: RequestCaller
  /** Whether the user requested the request explicitly: see `SupervisedRequestOptions`. */
  readonly explicit?: boolean
}

/** A question of IBKR, or an order request in flight that may raise one. */
interface Question {
  readonly owner: RequestCaller
  /** The order request, for messages. */
  readonly request: string
  /** The question and the end of its lease on the monotonic clock; undefined before the response. */
  asked: { readonly question: OrderQuestion; readonly leaseEndsAt: number } | undefined
}

/** A request with the properties that the rules depend on. */
interface JudgedRequest {
  readonly input: GatedRequest['input']
  readonly method: string
  readonly path: string
  readonly caller: RequestCaller
  readonly isRead: boolean
  /** Whether the response may contain a question. */
  readonly raisesQuestion: boolean
  /** Whether the request ends a question of its own caller instead of waiting for it. */
  readonly isUrgent: boolean
  /** The id of the question that the request replies to; undefined if it is no reply. */
  readonly replyTo: string | undefined
  /** The decision of the policy that made the request. */
  readonly decision: PolicyDecision | undefined
}

interface WaitingRequest {
  readonly request: JudgedRequest
  /** Number of the request in the order of arrival. */
  readonly arrival: number
  readonly wake: () => void
}

/** `stale`: a reply to a question that another request has ended. */
type Verdict = 'send' | 'wait' | 'refuse' | 'refuse-in-policy' | 'stale'

/** Thrown at the first byte by a request that may not be sent any more. */
class HeldBack extends Error {}

/**
 * Decides for each request of a session whether it may be sent while an order question of IBKR is open, because any
 * other request voids the question. A question counts as open from the first byte of the order request, because IBKR may
 * have raised it before the response arrives.
 *
 * | caller, owner of the question | order request in flight | question asked, during its lease |
 * |---|---|---|
 * | person, program | sent; ends the question | sent; ends the question |
 * | person, person | waits; if urgent, sent | refused; if urgent, sent |
 * | program, program | waits; if urgent and its own, sent | waits; if urgent and its own, sent |
 * | program, person | refused | refused |
 * | background, any | waits | waits |
 *
 * A reply to the question is always sent, as is a request that keeps questions. A reply to a question that another
 * request has ended is never sent: an order went live after such a reply (one project, 2026).
 */
export class QuestionGate {
  readonly #clock: Pick<Clock, 'monotonic' | 'after'>
  readonly #closing: AbortSignal
  #question: Question | undefined
  /** Reply ids of questions that another request has ended, oldest first. */
  readonly #ended = new Set<string>()
  /** The waiting requests in the order of arrival. */
  #waiting: readonly WaitingRequest[] = []
  /**
   * Requests without a response that were released, or that ended a question, before the waiting ones are sent. With the
   * time on the monotonic clock, oldest first.
   */
  readonly #ahead = new Map<JudgedRequest, number>()
  /** A released order request that has not been sent yet. */
  #departing: JudgedRequest | undefined
  #arrivals = 0
  #cancelTimer: () => void = () => undefined

  /** @param closing aborts when the session is closed */
  constructor(clock: Pick<Clock, 'monotonic' | 'after'>, closing: AbortSignal) {
    this.#clock = clock
    this.#closing = closing
  }

  /** Whether IBKR waits for the reply to a question, and the question holds up other requests. */
  get isOpen(): boolean {
    return this.#question?.asked !== undefined && !this.#isLeaseOver(this.#question)
  }

  /**
   * Sends a request as soon as the rules allow. The decision is made again at the first byte, because a question may be
   * raised while the request waits for a rate limit, a login or a connection.
   * @param attempt sends the request, and calls its argument right before the first byte. If that throws, nothing is sent
   * @returns undefined for a reply to a question that another request has ended: nothing was sent
   * @throws IbkrError `question-open`; `aborted`, `client-closed` and `pacing-queue-full` while it waits; otherwise the
   *   errors of `attempt`
   */
  async send<Received extends Pick<RawResponse, 'body'>>(
    { input, caller, explicit = false }: GatedRequest,
    attempt: (beforeSend: () => void) => Promise<Received>,
  ): Promise<Received | undefined> {
    const request = judgeRequest(input, caller, explicit)
    this.#arrivals += 1
    const arrival = this.#arrivals
    try {
      for (;;) {
        let verdict = this.#judge(request)
        while (verdict === 'wait') {
          await this.#wait(request, arrival)
          verdict = this.#judge(request)
        }
        if (verdict === 'stale') return undefined
        if (verdict !== 'send') throw this.#refusal(request, verdict)
        const sent = await this.#try(request, attempt)
        if (sent !== undefined) return sent.response
      }
    } finally {
      this.#settle(request)
    }
  }

  /** Sends a request that may be sent now; undefined if it was held back at its first byte, so that nothing was sent. */
  async #try<Received extends Pick<RawResponse, 'body'>>(
    request: JudgedRequest,
    attempt: (beforeSend: () => void) => Promise<Received>,
  ): Promise<{ readonly response: Received } | undefined> {
    let hasLeft = false
    let raised: Question | undefined
    try {
      const response = await attempt(() => {
        // A dispatcher of the caller may send a request again. Holding back a part of that would hide what was sent.
        const isRepetition = hasLeft && !request.isRead
        if (!isRepetition && this.#judge(request) !== 'send') throw new HeldBack()
        callBeforeSend(request.input.beforeSend)
        hasLeft = true
        if (!isRepetition) raised = this.#leave(request)
      })
      if (raised !== undefined) this.#receive(raised, response)
      return { response }
    } catch (error) {
      // Without a response, nobody knows the id of a question.
      if (raised !== undefined) this.#close(raised)
      if (error instanceof HeldBack) return undefined
      throw error
    }
  }

  /**
   * Refuses a call that would wait for the policy that made it.
   * @throws IbkrError `question-open` inside a policy that decides on a question of this session
   */
  demandOutsidePolicy(what: string): void {
    const decision = currentDecision()
    if (decision === undefined || decision.isOver) return
    const { replyId } = decision
    if (this.#ended.has(replyId) || this.#question?.asked?.question.replyId === replyId) throw calledInPolicy(what)
  }

  #judge(request: JudgedRequest): Verdict {
    const { caller, isUrgent, replyTo } = request
    if (replyTo !== undefined && this.#ended.has(replyTo)) return 'stale'
    const question = this.#question
    if (question === undefined || keepsQuestions(request.input)) return 'send'
    const { asked, owner } = question
    const replyId = asked?.question.replyId
    if (replyTo !== undefined && replyTo === replyId) return 'send'
    if (caller.kind === 'person' && owner.kind !== 'person') return 'send'
    if (isUrgent && isSameCaller(caller, owner)) return 'send'
    if (request.decision?.isOver === false && request.decision.replyId === replyId) return 'refuse-in-policy'
    if (this.#isLeaseOver(question)) return 'send'
    if (caller.kind === 'background' || owner.kind !== 'person') return 'wait'
    return caller.kind === 'person' && asked === undefined ? 'wait' : 'refuse'
  }

  /** Records that the first byte of a request is sent. Returns the question that its response may contain. */
  #leave(request: JudgedRequest): Question | undefined {
    const before = this.#question
    if (before === undefined && !request.raisesQuestion) return undefined
    if (keepsQuestions(request.input)) return undefined
    const replyId = before?.asked?.question.replyId
    if (replyId !== undefined && replyId !== request.replyTo) this.#addEnded(replyId)
    if (before !== undefined && !this.#ahead.has(request)) this.#ahead.set(request, this.#clock.monotonic())
    if (this.#departing === request) this.#departing = undefined
    const { caller: owner, method, path, raisesQuestion } = request
    this.#question = raisesQuestion ? { owner, request: `${method} ${path}`, asked: undefined } : undefined
    this.#wakeWaiting()
    return this.#question
  }

  /** Records the response to an order request. */
  #receive(raised: Question, response: Pick<RawResponse, 'body'>): void {
    const read = readOrderResponse(parseBody(decodeBody(response)))
    if (read?.kind !== 'question') {
      this.#close(raised)
      return
    }
    // Another request was sent in the meantime.
    if (this.#question !== raised) {
      this.#addEnded(read.replyId)
      return
    }
    raised.asked = { question: read, leaseEndsAt: this.#clock.monotonic() + LEASE_MS[raised.owner.kind] }
    this.#wakeWaiting()
  }

  #close(question: Question): void {
    if (this.#question !== question) return
    this.#question = undefined
    this.#wakeWaiting()
  }

  #addEnded(replyId: string): void {
    this.#ended.add(replyId)
    const [oldest = ''] = this.#ended
    if (this.#ended.size > MAX_ENDED) this.#ended.delete(oldest)
  }

  #isLeaseOver({ asked }: Question): boolean {
    return asked !== undefined && this.#clock.monotonic() >= asked.leaseEndsAt
  }

  /** Waits until the rules no longer let the request wait. */
  async #wait(request: JudgedRequest, arrival: number): Promise<void> {
    const own = request.input.signal
    const link = linkSignals(this.#closing, own)
    let waiting: WaitingRequest | undefined
    let abort = (): void => undefined
    try {
      await new Promise<void>((resolve, reject) => {
        abort = () => reject(this.#abortError(request, own))
        link.signal.addEventListener('abort', abort)
        if (link.signal.aborted) return abort()
        if (this.#waiting.length >= MAX_WAITING) return reject(tooManyWaiting())
        const added: WaitingRequest = { request, arrival, wake: resolve }
        waiting = added
        // A request that was held back at its first byte keeps its place.
        this.#waiting = [...this.#waiting, added].sort((one, other) => one.arrival - other.arrival)
        this.#setTimer()
        this.#settle(request)
      })
    } finally {
      this.#waiting = this.#waiting.filter((other) => other !== waiting)
      this.#setTimer()
      link.signal.removeEventListener('abort', abort)
      link.release()
    }
  }

  #abortError({ method, path }: JudgedRequest, own: AbortSignal | undefined): IbkrError {
    const unsent = `${method} ${path} was not sent`
    if (this.#closing.aborted) return new IbkrError('client-closed', `${unsent}: the session is closed. Connect again.`)
    const message = `${unsent}: it was aborted while it waited for the end of an order question.`
    return new IbkrError('aborted', message, { cause: own?.reason })
  }

  /** Records that a request has its response, or is not sent. */
  #settle(request: JudgedRequest): void {
    const isDeparting = this.#departing === request
    if (isDeparting) this.#departing = undefined
    if (this.#ahead.delete(request) || isDeparting) this.#wakeWaiting()
  }

  /**
   * Wakes the requests that need not wait any longer, in the order of arrival. Requests on several connections may
   * overtake each other, and a request that arrives after an order voids its question. A waiting order is therefore sent
   * after the responses to the requests that were released before it, and the requests behind it wait for the order. A
   * person does not wait for that.
   */
  #wakeWaiting(): void {
    this.#dropOverdue()
    let isBlocked = this.#departing !== undefined
    for (const one of this.#waiting) {
      const { request, wake } = one
      const verdict = this.#judge(request)
      if (verdict === 'wait') continue
      if (verdict === 'send') {
        isBlocked ||= request.raisesQuestion && this.#ahead.size > 0
        if (isBlocked && request.caller.kind !== 'person') continue
        this.#ahead.set(request, this.#clock.monotonic())
        if (request.raisesQuestion) {
          this.#departing = request
          isBlocked = true
        }
      }
      this.#waiting = this.#waiting.filter((other) => other !== one)
      wake()
    }
    this.#setTimer()
  }

  /** Waits no longer for requests that have no response after `AHEAD_MS`. */
  #dropOverdue(): void {
    const now = this.#clock.monotonic()
    for (const [request, since] of this.#ahead) {
      if (now < since + AHEAD_MS) return
      this.#ahead.delete(request)
      if (this.#departing === request) this.#departing = undefined
    }
  }

  /** Wakes waiting requests at the end of the lease, or of `AHEAD_MS`. Without waiting requests no timer runs. */
  #setTimer(): void {
    this.#cancelTimer()
    if (this.#waiting.length === 0) return
    const question = this.#question
    const [oldest = Number.POSITIVE_INFINITY] = this.#ahead.values()
    const isOver = question === undefined || this.#isLeaseOver(question)
    const at = isOver ? oldest + AHEAD_MS : question.asked?.leaseEndsAt
    // During an order in flight, its response wakes the waiting requests.
    if (at === undefined || at === Number.POSITIVE_INFINITY) return
    this.#cancelTimer = this.#clock.after(Math.max(0, at - this.#clock.monotonic()), () => this.#wakeWaiting())
  }

  #refusal({ caller, method, path }: JudgedRequest, verdict: 'refuse' | 'refuse-in-policy'): IbkrError {
    const what = `${method} ${path}`
    if (verdict === 'refuse-in-policy') return calledInPolicy(what)
    // A program learns nothing about the order of a person.
    if (caller.kind === 'program') {
      return new IbkrError(
        'question-open',
        `${what} was not sent: a person is placing an order, and another request could void IBKR's question about it. ` +
          `Send it again when the person has replied, which takes at most ${LEASE_MS.person / 1_000} s.`,
      )
    }
    return new IbkrError(
      'question-open',
      `${what} was not sent: IBKR waits for your reply to a question about ${this.#describeOrder()}, which another ` +
        'request would void. Reply to the question first. Only a cancel, or a request with explicit: true, ends it.',
    )
  }

  /** Describes the order of the open question. IBKR's texts usually contain it: `The following order "BUY 5 AAPL"`. */
  #describeOrder(): string {
    const { asked, request } = this.#question ?? { request: 'an order' }
    const order = /"([^"]+)"/.exec(asked?.question.messages.join(' ') ?? '')?.[1]
    return order === undefined ? `an order (${request})` : `the order "${order.slice(0, MAX_DESCRIPTION)}"`
  }
}

function judgeRequest(input: GatedRequest['input'], caller: RequestCaller, explicit: boolean): JudgedRequest {
  const method = (input.method ?? 'GET').toUpperCase()
  const path = removeQuery(input.path)
  const isRead = method === 'GET' || method === 'HEAD'
  const isOrder = isOrderRequest(input)
  const isCancel = isOrder && method === 'DELETE'
  return {
    input,
    method,
    path,
    caller,
    isRead,
    raisesQuestion: isOrder && !isCancel,
    isUrgent: explicit || (isCancel && caller.kind === 'person'),
    replyTo: isOrder ? readReplyId(path) : undefined,
    decision: currentDecision(),
  }
}

function readReplyId(path: string): string | undefined {
  const id = /^iserver\/reply\/([^/]+)$/.exec(normalisePath(path))?.[1]
  if (id === undefined) return undefined
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

function tooManyWaiting(): IbkrError {
  const message = `${MAX_WAITING} requests already wait for the end of an order question; send fewer of them.`
  return new IbkrError('pacing-queue-full', message)
}

function calledInPolicy(what: string): IbkrError {
  return new IbkrError(
    'question-open',
    `${what} was not sent: the function that decides on IBKR's question called it, and would wait for itself. ` +
      'Return the decision first.',
  )
}
