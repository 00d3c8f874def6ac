import type { Clock } from '../clock.ts'
import { decodeBody, parseBody } from '../rest/read-response.ts'
import { callBeforeSend, type RawResponse } from '../rest/request-input.ts'
import { readOrderResponse } from './order-response.ts'
import { currentDecision } from './policy-decision.ts'
import {
  createRefusal,
  createRefusalInPolicy,
  describeRequest,
  type GatedRequest,
  isLeaseOver,
  type JudgedRequest,
  judge,
  LEASE_MS,
  type Question,
  type Verdict,
} from './question-rules.ts'
import { keepsQuestions } from './requests-that-keep-questions.ts'
import { WaitingRequests } from './waiting-requests.ts'

/** Maximum number of stored ids of ended questions. The oldest are dropped first. */
const MAX_ENDED = 1_000

/** Thrown at the first byte by a request that may not be sent any more. */
class HeldBack extends Error {}

/**
 * Decides for each request of a session whether it may be sent while an order question of IBKR is open, because any
 * other request voids the question. A question counts as open from the first byte of the order request, because IBKR may
 * have raised it before the response arrives. A reply to a question that another request has ended is never sent: an
 * order went live after such a reply (one project, 2026).
 */
export class QuestionGate {
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #waiting: WaitingRequests
  #question: Question | undefined
  /** Ids of questions that got their reply, or that another request has ended, oldest first. */
  readonly #ended = new Set<string>()

  /** @param closing aborts when the session is closed */
  constructor(clock: Pick<Clock, 'monotonic' | 'after'>, closing: AbortSignal) {
    this.#clock = clock
    this.#waiting = new WaitingRequests({
      clock,
      closing,
      judge: (request) => this.#judge(request),
      leaseEndsAt: () => this.#question?.asked?.leaseEndsAt,
    })
  }

  /** Whether IBKR waits for the reply to a question, and the question holds up other requests. */
  get isOpen(): boolean {
    return this.#question?.asked !== undefined && !isLeaseOver(this.#question, this.#clock.monotonic())
  }

  /**
   * Sends a request as soon as the rules allow, and checks the rules again at the first byte. A question may be raised
   * while the request waits for a rate limit, a login or a connection.
   * @param attempt sends the request, and calls its argument right before the first byte. If that throws, nothing is sent
   * @returns undefined for a reply to a question that another request has ended: nothing was sent
   * @throws IbkrError `question-open`; `aborted`, `client-closed` and `pacing-queue-full` while it waits; otherwise the
   *   errors of `attempt`
   */
  async send<Received extends Pick<RawResponse, 'body' | 'status'>>(
    gated: GatedRequest,
    attempt: (beforeSend: () => void) => Promise<Received>,
  ): Promise<Received | undefined> {
    const request = describeRequest(gated)
    const arrival = this.#waiting.nextArrival()
    try {
      for (;;) {
        const verdict = this.#judge(request)
        if (verdict === 'wait') {
          await this.#waiting.wait(request, arrival)
          continue
        }
        if (verdict === 'stale') return undefined
        if (verdict !== 'send') throw createRefusal(request, this.#question, verdict)
        const sent = await this.#try(request, attempt)
        if (sent !== undefined) return sent.response
      }
    } finally {
      this.#waiting.settle(request)
    }
  }

  /** Sends a request that may be sent now; undefined if it was held back at its first byte, so that nothing was sent. */
  async #try<Received extends Pick<RawResponse, 'body' | 'status'>>(
    request: JudgedRequest,
    attempt: (beforeSend: () => void) => Promise<Received>,
  ): Promise<{ readonly response: Received } | undefined> {
    let hasLeft = false
    let raised: Question | undefined
    let before: Question | undefined
    try {
      const response = await attempt(() => {
        // A dispatcher of the caller may send a request again. Holding back a part of that would hide what was sent.
        const isRepetition = hasLeft && !request.isRead
        if (!isRepetition && this.#judge(request) !== 'send') throw new HeldBack()
        callBeforeSend(request.input.beforeSend)
        hasLeft = true
        before = this.#question
        raised = this.#leave(request)
      })
      if (raised !== undefined && !this.#reopen(raised, before, request, response)) this.#receive(raised, response)
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
    if (this.#ended.has(replyId) || this.#question?.asked?.question.replyId === replyId)
      throw createRefusalInPolicy(what)
  }

  #judge(request: JudgedRequest): Verdict {
    if (request.replyTo !== undefined && this.#ended.has(request.replyTo)) return 'stale'
    return this.#question === undefined ? 'send' : judge(request, this.#question, this.#clock.monotonic())
  }

  /** Records that the first byte of a request is sent. Returns the question that its response may contain. */
  #leave(request: JudgedRequest): Question | undefined {
    const before = this.#question
    if (keepsQuestions(request.input)) return undefined
    const replyId = before?.asked?.question.replyId
    if (replyId !== undefined) this.#addEnded(replyId)
    // One question gets one reply, also if two windows show it.
    if (request.replyTo !== undefined) this.#addEnded(request.replyTo)
    if (before !== undefined) this.#waiting.goAhead(request)
    const { caller: owner, method, path, raisesQuestion } = request
    this.#question = raisesQuestion ? { owner, request: `${method} ${path}`, asked: undefined } : undefined
    this.#waiting.wake()
    return this.#question
  }

  /**
   * Opens a question again whose reply IBKR's rate limit has rejected, with its old lease. Returns false if nothing of
   * that kind happened, or if another request was sent meanwhile, which ended the question.
   */
  #reopen(
    raised: Question,
    before: Question | undefined,
    { replyTo }: JudgedRequest,
    { status }: Pick<RawResponse, 'status'>,
  ): boolean {
    if (status !== 429 || replyTo === undefined || this.#question !== raised) return false
    this.#ended.delete(replyTo)
    this.#question = before?.asked?.question.replyId === replyTo ? before : undefined
    this.#waiting.wake()
    return true
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
    this.#waiting.wake()
  }

  #close(question: Question): void {
    if (this.#question !== question) return
    this.#question = undefined
    this.#waiting.wake()
  }

  #addEnded(replyId: string): void {
    this.#ended.add(replyId)
    const [oldest = ''] = this.#ended
    if (this.#ended.size > MAX_ENDED) this.#ended.delete(oldest)
  }
}
