import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { type DeliveryTools, deliver } from '../faults/deliver.ts'
import type { FaultBook } from '../faults/faults.ts'
import { leavesNothing, planRequest, type RequestPlan } from '../faults/request-plan.ts'
import type { QueryPractice } from '../record/entries.ts'
import type { RecordWriter } from '../record.ts'
import { type Answer, empty, iserverError, notFoundPage } from './answer.ts'
import { createHttpDate } from './http-date.ts'
import { parseBody, readBody } from './read-body.ts'
import { visibleBody } from './visible-body.ts'
import { visibleHeaders } from './visible-headers.ts'
import { writeAnswer } from './write-answer.ts'

/** One request with its body, before anybody judged it. */
export interface RawRequest {
  readonly method: string
  /** Path with its prefix, as it came. */
  readonly path: string
  /** Raw query without the question mark. */
  readonly query: string
  readonly headers: IncomingMessage['headers']
  /** IP address of the caller. */
  readonly address: string
  readonly bodyText: string
  readonly body: ReturnType<typeof parseBody>
}

/** An answer with what the record says about the signature. */
export interface JudgedAnswer {
  readonly answer: Answer
  readonly verification: string
  readonly queryPractice: QueryPractice
  /** Set where nothing goes out at all: the request hangs until somebody gives up. */
  readonly unanswered?: true
}

/** How the server treats what goes in and out, apart from what it says. */
export interface ReplyHabits {
  /** Replies carry `x-response-time`. */
  readonly responseTime: boolean
  readonly chunkedReplies: boolean
  readonly chunkedBodiesLost: boolean
}

/** Reads requests, has them answered, lets faults spoil the answers, writes them, and keeps the record. */
export function createRequestListener(settings: {
  readonly record: RecordWriter
  /** Simulator time, for the record. */
  readonly now: () => number
  /** The clients' time, for what the answers say. */
  readonly realNow: () => number
  readonly faults: FaultBook
  readonly tools: DeliveryTools
  /** Refuses a call by its pace before anything else is looked at. */
  readonly pace: (call: {
    readonly method: string
    readonly path: string
    readonly address: string
  }) => JudgedAnswer | undefined
  readonly answer: (request: RawRequest) => Promise<JudgedAnswer>
  readonly habits: ReplyHabits
}): RequestListener {
  const { record, now, realNow, faults, tools, habits } = settings
  const date = createHttpDate(realNow)
  const momentOf = (took: number) => ({
    date: date(),
    tookMilliseconds: habits.responseTime ? took : undefined,
    chunked: habits.chunkedReplies,
  })

  async function judge(request: IncomingMessage, target: Target, bodyText: string | undefined): Promise<JudgedAnswer> {
    // What is left of the body must not be taken for the next request.
    if (bodyText === undefined) return withoutJudgement({ ...empty(413), headers: { connection: 'close' } }, 'not-read')
    const { method, path, query } = target
    const { headers } = request
    const address = request.socket.remoteAddress ?? ''
    const tooFast = settings.pace({ method, path, address })
    if (tooFast !== undefined) return tooFast
    return await settings.answer({
      method,
      path,
      query,
      headers,
      address,
      bodyText,
      body: parseBody(bodyText, headers['content-type']),
    })
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = now()
    const started = realNow()
    const target = targetOf(request)
    const read = await readBody(request)
    const lost = habits.chunkedBodiesLost && request.headers['transfer-encoding'] !== undefined
    const bodyText = lost ? '' : read
    const plan = planRequest(faults.strikeRequest(target.method, target.path))
    if (plan?.clockSkewSeconds !== undefined) tools.setClockSkew(plan.clockSkewSeconds)
    const judged =
      plan?.processed === false
        ? withoutJudgement(plan.instead ?? empty(0), 'not-judged')
        : await judge(request, target, bodyText)
    const answer = plan === undefined ? judged.answer : spoiltAnswer(plan, judged.answer)
    const took = realNow() - started
    record.addRequest({
      at,
      ...target,
      headers: visibleHeaders(request.headers),
      body: visibleBody(bodyText ?? ''),
      status: judged.unanswered || (plan !== undefined && leavesNothing(plan.delivery)) ? 0 : answer.status,
      took,
      verification: judged.verification,
      queryPractice: judged.queryPractice,
      faults: plan?.verbs ?? [],
    })
    if (judged.unanswered) return
    if (plan === undefined) {
      writeAnswer(response, answer, momentOf(took))
      return
    }
    const send = () => {
      if (response.destroyed) return
      const body = plan.spoil?.(judged.answer.body) ?? Buffer.from(answer.body)
      deliver(response, plan.delivery, { answer, body, moment: momentOf(realNow() - started) }, tools)
    }
    if (plan.delayMilliseconds > 0) tools.timers.after(plan.delayMilliseconds, send)
    else send()
  }

  return (request, response) => {
    serve(request, response).catch((error: unknown) => {
      // A client that hung up in mid-body ends here too: there is nobody left to answer.
      if (response.headersSent || request.destroyed) response.destroy()
      else writeAnswer(response, iserverError(500, `Simulator fault: ${String(error)}`), momentOf(0))
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

function spoiltAnswer(plan: RequestPlan, answer: Answer): Answer {
  if (plan.instead !== undefined) return plan.instead
  return plan.spoil === undefined ? answer : { ...answer, status: 200, contentType: plan.contentType }
}

function withoutJudgement(answer: Answer, verification: string): JudgedAnswer {
  return { answer, verification, queryPractice: 'none' }
}

/** Answer to a path outside the API. */
export function unknownPath(): JudgedAnswer {
  return withoutJudgement(notFoundPage(), 'not-required')
}
