import { changesOrders, type RawResponse } from '../../client/index.ts'
import { readReplyId } from '../../client/unpublished.ts'
import { classifyRequest, isCancel, type RequestClassification } from '../../shared/catalogue/classify-request.ts'
import { classifySocketText } from '../../shared/catalogue/classify-socket-text.ts'
import { type GuardRailsService, outgoingOf } from '../guard-rails/guard-rails-service.ts'
import {
  createFailedResult,
  MAX_STORED_BYTES,
  type RequestEntry,
  type RequestRecorder,
} from '../history/sent-request.ts'
import { HostError } from '../host-error.ts'
import type { SendCheck } from '../safety/not-sent-errors.ts'
import type { UnsentRequests } from '../safety/unsent-requests.ts'
import type { PendingQuestion } from '../session/pending-question.ts'
import type { SessionService } from '../session/session-service.ts'
import { bodyOf } from '../upstream/request-body.ts'
import { isKnownUnsent, NOT_SENT_DETAIL, toUpstreamError } from '../upstream/upstream-error.ts'
import type { Permissions } from './permission.ts'
import { readResult } from './read-response.ts'
import type { Caller, ClassifiedRequest, SendListener, SendResult, TradingRequest } from './trading-request.ts'

export interface GateOptions {
  readonly session: SessionService
  readonly permissions: Permissions
  readonly guardRails: Pick<GuardRailsService, 'prepare' | 'checkSocketText'>
  readonly unsent: UnsentRequests
  readonly question: PendingQuestion
  /** Creates the history entry of a request. */
  readonly record: RequestRecorder
  readonly onListenerFailed: (error: unknown) => void
}

/** A request with what the gate has decided about it. */
interface Classified extends ClassifiedRequest {
  readonly classification: RequestClassification
}

/**
 * The only way in which anything but a catalogued read leaves the host: ticket, row edit, explorer, resend, reply,
 * cancel, kill switch and socket message. Each request passes the same sequence, has one result, and is never sent twice.
 */
export class Gate {
  readonly #options: GateOptions
  readonly #listeners: SendListener[] = []

  constructor(options: GateOptions) {
    this.#options = options
  }

  /** Adds a listener. Listeners are called in the order in which they were added. */
  follow(listener: SendListener): void {
    this.#listeners.push(listener)
  }

  /**
   * Sends one request, if its caller may send it and it is within the limits.
   * @throws HostError `invalid-input` for a path that must not be sent
   */
  async send(request: TradingRequest): Promise<SendResult> {
    const { method = 'GET', path } = request.input
    const classification = classifyRequest({ method, path })
    const { canonicalPath, reason } = classification
    if (canonicalPath === undefined) throw new HostError('invalid-input', `This path cannot be sent: ${reason}`)
    const permission = isCancel(classification) ? request.permission : ({ kind: 'change' } as const)
    // Exactly the path that was classified is sent.
    const input = { ...request.input, path: canonicalPath }
    const { effect } = classification
    const { question, session } = this.#options
    const replyId = readReplyId(canonicalPath)
    const asked = replyId === undefined ? undefined : question.current
    const about = question.about(replyId)
    const classified: Classified = {
      ...{ ...request, input, permission, classification, effect, path: canonicalPath },
      ...(about && { asked: about }),
    }
    const end = session.inFlight.begin()
    try {
      const result = await this.#send(classified)
      if (result.kind === 'question' && request.subject !== undefined)
        question.open({ question: result.question, about: request.subject })
      // IBKR's rate limit rejected the reply, so that the question is still open.
      else if (result.response?.head.status === 429 && session.openSession?.hasOpenQuestion) question.reopen(asked)
      this.#callListeners(({ onResult }) => onResult?.(classified, result))
      return result
    } finally {
      end()
    }
  }

  /**
   * Sends a socket message at once. A message that does more than read needs permission and has no review, so that
   * every limit that is on refuses it.
   * @throws HostError `other-profile`, `not-armed`, `guard-rail-refused`, `guard-rail-warning`, `not-journaled`,
   *   `not-connected`
   */
  sendText(text: string, caller: Pick<Caller, 'profileId'>): void {
    const { session, permissions, guardRails } = this.#options
    const { effect, reason } = classifySocketText(text)
    const granted = effect === 'read' ? undefined : permissions.grant({ kind: 'change' }, caller, reason)
    if (effect === 'trading' || effect === 'unknown') guardRails.checkSocketText(text)
    const open = session.requireSender()
    if (open.socketState !== 'connected') {
      throw new HostError(
        'not-connected',
        'The WebSocket is not connected. Wait until the status bar shows it connected.',
      )
    }
    try {
      open.sendFrame(text)
    } catch (error) {
      throw toUnsentError(error, () => undefined)
    }
    if (granted !== undefined) this.#callListeners(({ onText }) => onText?.(text))
  }

  /** Calls each listener. A listener that fails changes nothing about the request. */
  #callListeners(call: (listener: SendListener) => void): void {
    for (const listener of this.#listeners) {
      try {
        call(listener)
      } catch (error) {
        this.#options.onListenerFailed(error)
      }
    }
  }

  async #send(request: Classified): Promise<SendResult> {
    const { session } = this.#options
    const { path, storedBody, input } = request
    let entry: RequestEntry | undefined
    let hasLeft = false
    const onLeave = (): void => {
      this.#onLeave(request)
      hasLeft = true
    }
    const createEntry = (): RequestEntry => {
      entry = this.#record(request)
      return entry
    }
    const restMs = (): number | undefined => session.estimate(input.method ?? 'GET', path)?.ms
    try {
      const isKillSwitch = request.permission.kind === 'kill-switch'
      const raw = await (isKillSwitch
        ? this.#sendNow(request, createEntry, onLeave)
        : this.#sendLater(request, createEntry, onLeave))
      // The library responds to a reply whose question was ended, instead of sending it.
      if (!hasLeft) throw createQuestionEndedError()
      const state = session.openSession?.state
      const accounts = state?.kind === 'ready' ? state.accounts.accounts : undefined
      const result = readResult({ path, sent: storedBody ?? bodyOf(input), accounts, restMs }, raw)
      const { head, bytes } = result.response
      entry?.complete({ outcome: 'answered', head, body: bytes.subarray(0, MAX_STORED_BYTES) })
      return result
    } catch (error) {
      const failure = toUpstreamError(error, true, restMs)
      if (isKnownUnsent(failure)) entry?.discard()
      // An attempt that failed on its way is kept, because it may explain a problem of the connection.
      else entry?.complete(createFailedResult(hasLeft ? failure : toUnsentError(error, restMs)))
      if (hasLeft && failure.code === 'outcome-unknown') return { kind: 'unknown', error: failure }
      return { kind: 'not-sent', error: hasLeft ? failure : toUnsentError(error, restMs) }
    } finally {
      session.pacing.report()
    }
  }

  /**
   * Sends a cancel of the kill switch without waiting for limits or the history, and ahead of requests that wait for the
   * rate limit.
   */
  #sendNow(request: Classified, createEntry: () => RequestEntry, onLeave: () => void): Promise<RawResponse> {
    const { session, permissions } = this.#options
    const { caller, input, permission, classification } = request
    const { check } = permissions.grant(permission, caller, classification.reason)
    const beforeSend = (): void => {
      check()
      onLeave()
    }
    const control = { priority: 'high', signal: caller.signal, beforeSend } as const
    const sending = session.requireSender().request({ ...input, ...control, raw: true }, optionsOf(request))
    createEntry()
    return sending
  }

  /** Sends a request once it is allowed, stored, and as soon as the rate limit permits. */
  async #sendLater(request: Classified, createEntry: () => RequestEntry, onLeave: () => void): Promise<RawResponse> {
    const { session, permissions, guardRails, question, unsent } = this.#options
    const { caller, input, permission, classification, path } = request
    const granted = permissions.grant(permission, caller, classification.reason)
    const open = session.requireSender()
    // The limits no longer know the order of an ended question, which may be live.
    if (question.hasEnded(readReplyId(path))) throw createQuestionEndedError()
    const prepare = async (signal: AbortSignal): Promise<SendCheck> => {
      const withinRails = await guardRails.prepare(outgoingOf(input), { ...caller, signal })
      return () => {
        withinRails()
        onLeave()
      }
    }
    return unsent.send({ ...caller, ...granted, prepare }, async (control) => {
      await createEntry().untilStored()
      return open.request({ ...input, ...control, raw: true }, optionsOf(request))
    })
  }

  /** Called when the first byte leaves, after every check. */
  #onLeave(request: Classified): void {
    if (changesOrders(request.input)) this.#options.question.end()
    this.#callListeners(({ onLeave }) => onLeave?.(request))
  }

  #record({ source, input, path, classification, storedBody }: Classified): RequestEntry {
    const { method = 'GET', params = {} } = input
    const body = storedBody ?? bodyOf(input)
    return this.#options.record({
      source,
      method,
      path,
      parameters: Object.entries(params).map(([name, value]) => [name, String(value)] as const),
      effect: classification.effect,
      ...(body !== undefined && { body }),
    })
  }
}

/** A cancel that a person confirmed is sent even in the penalty box, and during an order question. */
const optionsOf = ({ caller: { kind }, classification }: Classified) =>
  ({ safe: false, explicit: isCancel(classification), caller: { kind } }) as const

const createQuestionEndedError = (): HostError =>
  new HostError(
    'question-ended',
    'Not sent: this order question has already got its reply, or another request has ended it. Check the order list before you send the order again.',
    { detail: NOT_SENT_DETAIL, retryable: false },
  )

/** Converts an error before the first byte: whatever it was, nothing was sent. */
function toUnsentError(error: unknown, restMs: () => number | undefined): HostError {
  const failure = toUpstreamError(error, true, restMs)
  if (isKnownUnsent(failure)) return failure
  const isUnknown = failure.code === 'outcome-unknown'
  const reason = error instanceof Error ? error.message : String(error)
  const detail = { ...(typeof failure.detail === 'object' && failure.detail), ...NOT_SENT_DETAIL }
  return new HostError(isUnknown ? 'upstream' : failure.code, isUnknown ? `Not sent. ${reason}` : failure.message, {
    cause: error,
    detail,
    retryable: false,
  })
}
