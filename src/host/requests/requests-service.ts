import { changesOrders, type RawResponse, type StreamedResponse } from '../../client/index.ts'
import { readReplyId } from '../../client/unpublished.ts'
import { classifyRequest, isCancel } from '../../shared/catalogue/classify-request.ts'
import type { RequestDraft } from '../../shared/contract/schemas.ts'
import type { OrderQuestion, RequestWaitView, ResponseHead } from '../../shared/contract/views.ts'
import { NO_WAIT } from '../../shared/domain/requests.ts'
import type { SuggestedAction } from '../../shared/domain/suggested-action.ts'
import { createSinglePieceBody, type SavedResponseBodies, takeFirstBytes } from '../files/saved-response-bodies.ts'
import {
  createFailedResult,
  MAX_STORED_BYTES,
  type RequestEntry,
  type RequestRecorder,
  type StoredResponseHead,
} from '../history/sent-request.ts'
import { HostError } from '../host-error.ts'
import { type BuiltRequest, buildRequest } from '../order-requests/build-request.ts'
import type { UnsentRequests } from '../safety/unsent-requests.ts'
import type { CallContext } from '../service-types.ts'
import { MAX_READ_RESPONSE_BYTES } from '../session/open-client.ts'
import type { PendingQuestion } from '../session/pending-question.ts'
import type { SessionService } from '../session/session-service.ts'
import type { Gate } from '../trading/gate.ts'
import { explainResponse } from '../upstream/explain-response.ts'
import { detectRejection } from '../upstream/rejection-outcome.ts'
import { bodyOf } from '../upstream/request-body.ts'
import { readHead } from '../upstream/response-head.ts'
import { isKnownUnsent, toUpstreamError } from '../upstream/upstream-error.ts'
import type { BodyMemoryBudget } from './body-memory-budget.ts'
import { type CompleteBody, MAX_WINDOW_BODY_BYTES, readResponseBody } from './read-response-body.ts'

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

/** What a window receives about a response. */
interface WindowResponse {
  readonly output: ResponseHead
  readonly body: readonly []
}

/** A complete response of either kind, for the window. */
interface Shown {
  readonly method: string
  readonly url: string
  readonly head: StoredResponseHead
  readonly nextStep: SuggestedAction | undefined
  readonly question?: OrderQuestion
}

export interface RequestsDeps {
  readonly session: SessionService
  readonly gate: Pick<Gate, 'send'>
  readonly question: PendingQuestion
  readonly unsent: UnsentRequests
  readonly bodies: Pick<SavedResponseBodies, 'save'>
  readonly budget: BodyMemoryBudget
  /** Opens the history entry of a read. */
  readonly record: RequestRecorder
  /**
   * Called after a filtered list of orders was requested: IBKR then omits the details in `sor` until a forced list
   * request.
   */
  readonly onOrdersFiltered: () => void
  /** Called when the user logged out. A reconnect would undo the logout. */
  readonly onLoggedOut: () => Promise<void>
}

/** Sends the explorer's requests: catalogued reads with the session, everything else through the gate. */
export class RequestsService {
  readonly #deps: RequestsDeps

  constructor(deps: RequestsDeps) {
    this.#deps = deps
  }

  /** Sends a request and writes the response body to the window, that of a read while it arrives. */
  async send(draft: RequestDraft, context: CallContext, options: SendOptions = {}): Promise<WindowResponse> {
    const built = buildRequest(draft)
    const response =
      built.classification.effect === 'read'
        ? await this.#read(draft, built, context, options.waitId)
        : await this.#change(draft, built, context, options)
    await this.#follow(draft, built.input.path, response.output.status)
    return response
  }

  /** Estimates how long a request would wait. Returns no wait if unknown. */
  estimate({ method, path }: Pick<RequestDraft, 'method' | 'path'>): RequestWaitView {
    const classification = classifyRequest({ method, path })
    if (classification.canonicalPath === undefined) return NO_WAIT
    const wait = this.#deps.session.estimate(method, classification.canonicalPath) ?? NO_WAIT
    // A cancel is sent even in the penalty box, because the user has confirmed it.
    return wait.cause === 'penalty-box' && isCancel(classification) ? NO_WAIT : wait
  }

  async #change(
    draft: RequestDraft,
    built: BuiltRequest,
    { signal, body: writer }: CallContext,
    options: SendOptions,
  ): Promise<WindowResponse> {
    const { gate, question } = this.#deps
    const { input } = built
    const result = await gate.send({
      caller: { kind: 'person', profileId: undefined, ...options, signal },
      permission: { kind: 'change' },
      input,
      source: 'explorer',
      // Claims are sent signed. The history stores the body that the user entered, which can be sent again.
      ...(input.jwt && { storedBody: draft.body }),
      subject: question.about(readReplyId(input.path)) ?? { kind: 'request', request: draft },
      journalText: `${nameOf(built)} sent from the explorer`,
    })
    const { response } = result
    if (response === undefined) throw result.error
    writer.length = response.bytes.byteLength
    await writer.write(response.bytes)
    const asked = result.kind === 'question' ? { question: result.question } : {}
    return this.#createWindowResponse({ ...response, ...asked }, built, createSinglePieceBody(response.bytes))
  }

  async #read(
    draft: RequestDraft,
    built: BuiltRequest,
    { signal, body: writer, window }: CallContext,
    waitId: string | undefined,
  ): Promise<WindowResponse> {
    const { session: service, unsent, record, budget } = this.#deps
    const { input } = built
    const session = service.require()
    let entry: RequestEntry | undefined
    try {
      const response = await unsent.send({ waitId, signal }, async (control) => {
        const body = bodyOf(input)
        entry = record({
          source: 'explorer',
          method: draft.method,
          path: input.path,
          parameters: draft.query,
          effect: built.classification.effect,
          ...(body !== undefined && { body }),
        })
        return service.streamRead({ ...input, ...control, raw: true, maxBytes: MAX_READ_RESPONSE_BYTES })
      })
      const share = budget.open(window)
      try {
        const read = await readResponseBody(response, input.path, writer, (bytes) => share.take(bytes, signal))
        const { state } = session
        const shown = showRead(response, read, input.path, state.kind === 'ready' ? state.accounts.accounts : undefined)
        entry?.complete({ outcome: 'answered', head: shown.head, body: takeFirstBytes(read.body, MAX_STORED_BYTES) })
        return this.#createWindowResponse(shown, built, read.body)
      } finally {
        share.release()
      }
    } catch (error) {
      const failure = toUpstreamError(error, false)
      if (failure instanceof HostError && isKnownUnsent(failure)) entry?.discard()
      else if (failure instanceof HostError) entry?.complete(createFailedResult(failure))
      else entry?.complete({ outcome: 'failed', code: 'internal', message: 'The console failed on this request.' })
      throw failure
    } finally {
      service.pacing.report()
    }
  }

  #createWindowResponse(
    { head, method, url, nextStep, question }: Shown,
    built: BuiltRequest,
    body: CompleteBody['body'],
  ): WindowResponse {
    const responseId = this.#deps.bodies.save(body)
    // Send only the head of a body that is too large to show. The window offers the body as a file.
    const delivery = body.byteLength > MAX_WINDOW_BODY_BYTES ? 'stored' : 'sent'
    const { effect } = built.classification
    const more = { ...(nextStep && { nextStep }), ...(question && { question }) }
    return { output: { ...head, method, url, effect, responseId, body: delivery, ...more }, body: [] }
  }

  /** Updates the state of the console after requests that affect it. */
  async #follow(draft: RequestDraft, path: string, status: number): Promise<void> {
    if (status !== 200) return
    const filtered = draft.query.some(([name]) => name === 'filters')
    if (filtered && path === '/v1/api/iserver/account/orders') this.#deps.onOrdersFiltered()
    if (draft.method === 'POST' && path === '/v1/api/logout') await this.#deps.onLoggedOut()
  }
}

/** Names a request about orders in the journal. */
function nameOf({ input: { method = 'GET', path } }: BuiltRequest): string {
  if (!changesOrders({ method, path })) return `${method} ${path}`
  if (readReplyId(path) !== undefined) return 'Reply'
  if (method === 'DELETE') return 'Cancel'
  return /\/order\/[^/]+$/.test(path) ? 'Change' : 'Order'
}

/** Reads the head of a response to a read. `accounts`: those of the login, undefined before it is known. */
function showRead(
  response: StreamedResponse & Pick<RawResponse, 'method'>,
  { body, size }: CompleteBody,
  path: string,
  accounts: readonly string[] | undefined,
): Shown {
  const { method, status, url } = response
  const text = Buffer.from(takeFirstBytes(body, EXPLAINED_BYTES)).toString('utf8')
  const beginning = takeFirstBytes(body, MAX_STORED_BYTES)
  const verdict = detectRejection({ path, sent: undefined, status, body: beginning })
  const explanation = explainResponse({ verdict, method, status, text, path, accounts, reads: true })
  const head: StoredResponseHead = {
    ...readHead(response, response.timing()),
    size,
    ...(verdict && { verdict }),
    ...(explanation && { explanation: explanation.text }),
  }
  return { method, url, head, nextStep: explanation?.next }
}
