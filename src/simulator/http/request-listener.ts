import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { FaultRegistry } from '../faults/fault-registry.ts'
import { type CombinedRequestFaults, combineRequestFaults, sendsNothing } from '../faults/request-faults.ts'
import { deliverResponse, type FaultyDeliveryActions } from '../faults/response-delivery.ts'
import type { RecordWriter } from '../record/simulator-record.ts'
import { parseBody, type RawRequest, readBody, redactBody, redactHeaders } from './request.ts'
import {
  createEmptyResponse,
  createHttpDate,
  createIserverError,
  type HttpResponse,
  type RequestOutcome,
  toRequestOutcome,
  writeResponse,
} from './response.ts'

/** Settings for sending responses. */
export interface ResponseSettings {
  /** Whether responses have the header `x-response-time`. */
  readonly responseTime: boolean
  readonly chunkedReplies: boolean
  readonly chunkedBodiesLost: boolean
}

/**
 * Creates the listener that reads requests, obtains and sends their responses, applies faults, and writes the record.
 */
export function createRequestListener(settings: {
  readonly record: RecordWriter
  /** Returns simulator time, for the record. */
  readonly now: () => number
  /** Returns real time, for response headers. */
  readonly realNow: () => number
  readonly faults: FaultRegistry
  readonly tools: FaultyDeliveryActions
  /** Rejects a call that exceeds the pacing limits, before all other checks. */
  readonly pace: (call: {
    readonly method: string
    readonly path: string
    readonly address: string
  }) => RequestOutcome | undefined
  readonly handle: (request: RawRequest) => Promise<RequestOutcome>
  readonly behaviour: ResponseSettings
}): RequestListener {
  const { record, now, realNow, faults, tools, behaviour } = settings
  const date = createHttpDate(realNow)
  const headerValuesFor = (took: number) => ({
    date: date(),
    tookMilliseconds: behaviour.responseTime ? took : undefined,
    chunked: behaviour.chunkedReplies,
  })

  async function respond(
    request: IncomingMessage,
    target: Target,
    bodyText: string | undefined,
  ): Promise<RequestOutcome> {
    // Close the connection, because the rest of the body must not be parsed as the next request.
    if (bodyText === undefined)
      return toRequestOutcome({ ...createEmptyResponse(413), headers: { connection: 'close' } }, 'not-read')
    const { method, path, query } = target
    const { headers } = request
    const address = request.socket.remoteAddress ?? ''
    const tooFast = settings.pace({ method, path, address })
    if (tooFast !== undefined) return tooFast
    return await settings.handle({
      method,
      path,
      query,
      headers,
      address,
      bodyText,
      body: parseBody(bodyText, headers['content-type']),
    })
  }

  async function serve(request: IncomingMessage, serverResponse: ServerResponse): Promise<void> {
    const at = now()
    const started = realNow()
    const target = targetOf(request)
    const read = await readBody(request)
    const lost = behaviour.chunkedBodiesLost && request.headers['transfer-encoding'] !== undefined
    const bodyText = lost ? '' : read
    const plan = combineRequestFaults(faults.strikeRequest(target.method, target.path))
    if (plan?.clockSkewSeconds !== undefined) tools.setClockSkew(plan.clockSkewSeconds)
    const outcome =
      plan?.processed === false
        ? toRequestOutcome(plan.replacement ?? createEmptyResponse(0), 'not-judged')
        : await respond(request, target, bodyText)
    const response = plan === undefined ? outcome.response : damagedResponse(plan, outcome.response)
    const took = realNow() - started
    record.addRequest({
      at,
      ...target,
      headers: redactHeaders(request.headers),
      body: redactBody(bodyText ?? ''),
      status: outcome.hangs || (plan !== undefined && sendsNothing(plan.delivery)) ? 0 : response.status,
      took,
      verification: outcome.verification,
      querySigningMode: outcome.querySigningMode,
      faults: plan?.verbs ?? [],
    })
    if (outcome.hangs) return
    if (plan === undefined) {
      writeResponse(serverResponse, response, headerValuesFor(took))
      return
    }
    const send = () => {
      if (serverResponse.destroyed) return
      const body = plan.damage?.(outcome.response.body) ?? Buffer.from(response.body)
      deliverResponse(
        serverResponse,
        plan.delivery,
        { response, body, headerValues: headerValuesFor(realNow() - started) },
        tools,
      )
    }
    if (plan.delayMilliseconds > 0) tools.timers.after(plan.delayMilliseconds, send)
    else send()
  }

  return (request, serverResponse) => {
    serve(request, serverResponse).catch((error: unknown) => {
      // The client may also have closed the connection while it sent the body; then no response is sent.
      if (serverResponse.headersSent || request.destroyed) serverResponse.destroy()
      else
        writeResponse(serverResponse, createIserverError(500, `Simulator fault: ${String(error)}`), headerValuesFor(0))
    })
  }
}

interface Target {
  readonly method: string
  readonly path: string
  readonly query: string
}

function targetOf(request: IncomingMessage): Target {
  const url = request.url ?? '/'
  const mark = url.indexOf('?')
  return {
    method: request.method ?? 'GET',
    path: mark === -1 ? url : url.slice(0, mark),
    query: mark === -1 ? '' : url.slice(mark + 1),
  }
}

function damagedResponse(plan: CombinedRequestFaults, response: HttpResponse): HttpResponse {
  if (plan.replacement !== undefined) return plan.replacement
  return plan.damage === undefined ? response : { ...response, status: 200, contentType: plan.contentType }
}
