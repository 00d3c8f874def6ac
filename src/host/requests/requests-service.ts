import { STATUS_CODES } from 'node:http'
import { isUnconfirmed, type StreamedResponse } from '../../client/index.ts'
import { classifyRequest, type RequestClassification } from '../../shared/catalogue/classify-request.ts'
import type { RequestDraft } from '../../shared/contract/schemas.ts'
import type { RequestWaitView, ResponseHead } from '../../shared/contract/views.ts'
import { NO_WAIT } from '../../shared/domain/requests.ts'
import type { GuardRailsService } from '../guard-rails/guard-rails-service.ts'
import type { OutgoingRequest } from '../guard-rails/read-orders.ts'
import { detectRejection } from '../history/rejection-outcome.ts'
import {
  createFailedResult,
  MAX_STORED_BYTES,
  type RequestEntry,
  type RequestRecorder,
  type SentRequest,
  type UnfinishedRequest,
} from '../history/sent-request.ts'
import { HostError } from '../host-error.ts'
import type { InactiveReasons } from '../orders/inactive-reasons.ts'
import type { PendingQuestion } from '../orders/pending-question.ts'
import type { CallContext } from '../rpc/service-types.ts'
import type { UnsentRequests } from '../safety/unsent-requests.ts'
import { MAX_READ_RESPONSE_BYTES, MAX_RESPONSE_BYTES } from '../session/open-client.ts'
import type { SessionService } from '../session/session-service.ts'
import { isKnownUnsent, toUpstreamError } from '../upstream/upstream-error.ts'
import type { BodyMemoryBudget } from './body-memory-budget.ts'
import { type BuiltRequest, buildRequest } from './build-request.ts'
import { explainResponse } from './explain-response.ts'
import { maskHeaders } from './mask-secrets-in-body.ts'
import { type CompleteBody, MAX_WINDOW_BODY_BYTES, readResponseBody } from './read-response-body.ts'
import { type SavedResponseBodies, takeFirstBytes } from './saved-response-bodies.ts'
import { trackOrderQuestion } from './track-order-question.ts'

/** Maximum number of bytes of a body that are searched for an explanation. */
const EXPLAINED_BYTES = 8_000

interface SendOptions {
  /** Id that the window gave the request, to refer to the request while it waits. */
  readonly waitId?: string | undefined
  /** The profile that the request is intended for. */
  readonly profileId?: string | undefined
  /** The acknowledgement of the warnings in the review of the request. */
  readonly acknowledged?: string | undefined
}

export interface RequestCallbacks {
  /**
   * Called after a filtered list of orders was requested: IBKR then omits the details in `sor` until a forced list
   * request.
   */
  readonly onOrdersFiltered: () => void
  /** Called when the user logged out. A reconnect would undo the logout. */
  readonly onLoggedOut: () => Promise<void>
  readonly explainInactive: (reasons: InactiveReasons) => void
  /** Opens the history entry of a request. */
  readonly record: RequestRecorder
  /** Called with each request that was sent, with its outcome. */
  readonly onSent: (sent: SentRequest) => void
}

/** Sends the explorer's requests. Everything except a catalogued read needs permission. */
export class RequestsService {
  readonly #session: SessionService
  readonly #bodies: Pick<SavedResponseBodies, 'save'>
  readonly #budget: BodyMemoryBudget
  readonly #question: PendingQuestion
  readonly #unsent: UnsentRequests
  readonly #guardRails: Pick<GuardRailsService, 'prepare'>
  readonly #effects: RequestCallbacks

  constructor(
    session: SessionService,
    bodies: Pick<SavedResponseBodies, 'save'>,
    budget: BodyMemoryBudget,
    question: PendingQuestion,
    unsent: UnsentRequests,
    guardRails: Pick<GuardRailsService, 'prepare'>,
    effects: RequestCallbacks,
  ) {
    this.#session = session
    this.#unsent = unsent
    this.#question = question
    this.#guardRails = guardRails
    this.#bodies = bodies
    this.#budget = budget
    this.#effects = effects
  }

  /** Sends a request and writes the response body to the window while it arrives. */
  async send(
    draft: RequestDraft,
    { signal, body: writer, window }: CallContext,
    { waitId, profileId, acknowledged }: SendOptions = {},
  ): Promise<{ output: ResponseHead; body: readonly [] }> {
    const built = buildRequest(draft)
    const { effect, reason } = built.classification
    const reads = effect === 'read'
    const permitted = reads ? undefined : this.#session.permit({ kind: 'change', reason, profileId })
    const session = this.#session.require()
    const withinRails = permitted && (await this.#guardRails.prepare(outgoing(built), { acknowledged, signal }))
    const sent = sentOf(draft, built)
    const followed = reads ? undefined : trackOrderQuestion(draft, this.#question, this.#effects.explainInactive)
    // Check the permission when the first byte leaves, not when the request is accepted.
    const check = permitted && {
      check: () => {
        permitted.check()
        withinRails?.()
        followed?.sent()
      },
    }
    let response: StreamedResponse
    let read: CompleteBody
    let responseId: string
    let entry: RequestEntry | undefined
    const finish = (result: SentRequest['result']): void => {
      entry?.complete(result)
      this.#effects.onSent({ ...sent, result })
    }
    try {
      response = await this.#unsent.send({ waitId, signal, ...check }, async (control) => {
        entry = this.#effects.record(sent)
        await entry.untilStored()
        return session.stream(
          { ...built.input, ...control, raw: true, maxBytes: reads ? MAX_READ_RESPONSE_BYTES : MAX_RESPONSE_BYTES },
          { safe: reads, explicit: leavesPenaltyBox(built.classification) },
        )
      })
      const share = this.#budget.open(window)
      try {
        // Read the response to a trading request even if no memory is free.
        const reserve = (bytes: number): Promise<void> => share.take(bytes, reads ? signal : undefined)
        read = await readResponseBody(response, built.input.path, writer, reserve)
        responseId = this.#bodies.save(read.body)
      } finally {
        share.release()
      }
    } catch (error) {
      const failure = toUpstreamError(error, !reads)
      if (failure instanceof HostError && !isKnownUnsent(failure)) finish(createFailedResult(failure))
      else entry?.discard()
      throw failure
    } finally {
      this.#session.pacing.report()
    }
    const { body } = read
    const accounts = session.state.kind === 'ready' ? session.state.accounts.accounts : undefined
    const head = headOf(response, read, built, sent.body, accounts)
    finish({ outcome: 'answered', head, body: takeFirstBytes(body, MAX_STORED_BYTES) })
    await this.#follow(draft, built.input.path, response.status)
    const question = followed?.read(body)
    // Send only the head of a body that is too large to show. The window offers the body as a file.
    const delivery = body.byteLength > MAX_WINDOW_BODY_BYTES ? 'stored' : 'sent'
    return { output: { ...head, responseId, body: delivery, ...(question && { question }) }, body: [] }
  }

  /** Estimates how long a request would wait. Returns no wait if unknown. */
  estimate({ method, path }: Pick<RequestDraft, 'method' | 'path'>): RequestWaitView {
    const classification = classifyRequest({ method, path })
    if (classification.canonicalPath === undefined) return NO_WAIT
    const wait = this.#session.estimate(method, classification.canonicalPath) ?? NO_WAIT
    return wait.cause === 'penalty-box' && leavesPenaltyBox(classification) ? NO_WAIT : wait
  }

  /** Updates the state of the console after requests that affect it. */
  async #follow(draft: RequestDraft, path: string, status: number): Promise<void> {
    if (status !== 200) return
    const filtered = draft.query.some(([name]) => name === 'filters')
    if (filtered && path === '/v1/api/iserver/account/orders') this.#effects.onOrdersFiltered()
    if (draft.method === 'POST' && path === '/v1/api/logout') await this.#effects.onLoggedOut()
  }
}

/** Returns a request as it will be sent, for the guard rails. */
export const outgoing = ({ input: { method = 'GET', path, body } }: BuiltRequest): OutgoingRequest => ({
  method,
  path,
  ...(typeof body === 'string' && { body }),
})

/** Reports whether the request may be sent in the penalty box. Only a cancel may, because the user has confirmed it. */
const leavesPenaltyBox = ({ operation }: RequestClassification): boolean => operation?.id === 'orders.cancel'

function sentOf(draft: RequestDraft, { input, classification }: BuiltRequest): UnfinishedRequest {
  const { path, jwt } = input
  // Claims are sent signed. The history stores the body that the user entered, which can be searched and sent again.
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
  { body, size }: CompleteBody,
  built: BuiltRequest,
  sent: string | undefined,
  accounts: readonly string[] | undefined,
): Omit<ResponseHead, 'responseId' | 'body'> {
  const { path } = built.input
  const { bodyMs, connectMs, firstByteMs, queueMs, totalMs } = response.timing()
  const reads = built.classification.effect === 'read'
  const beginning = takeFirstBytes(body, MAX_STORED_BYTES)
  const text = Buffer.from(takeFirstBytes(body, EXPLAINED_BYTES)).toString('utf8')
  const verdict = detectRejection({ method: response.method, path, sent, status: response.status, body: beginning })
  const explanation = explainResponse({
    verdict,
    method: response.method,
    status: response.status,
    text,
    path,
    accounts,
    reads,
    unconfirmed: !reads && isUnconfirmed({ ...response, body: beginning }, path),
  })
  return {
    status: response.status,
    // HTTP/2 and some gateways omit the status text.
    statusText: response.statusText || (STATUS_CODES[response.status] ?? ''),
    headers: maskHeaders(response.headers),
    timing: {
      queue: queueMs,
      ...(connectMs !== undefined && { connect: connectMs }),
      firstByte: firstByteMs,
      body: bodyMs,
      total: totalMs,
    },
    size,
    method: response.method,
    url: response.url,
    effect: built.classification.effect,
    ...(verdict && { verdict }),
    ...(explanation && { explanation: explanation.text }),
    ...(explanation?.next && { nextStep: explanation.next }),
  }
}
