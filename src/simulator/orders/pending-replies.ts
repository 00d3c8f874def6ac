import type { Timers } from '../clock.ts'
import { bareError, type HttpResponse, iserverError, json } from '../http/response.ts'
import type { Random } from '../random.ts'
import type { Question } from './order-checks.ts'

/** What becomes of an order whose question is confirmed too late: nothing, or (by the seed) it goes live all the same. */
export type StaleReplies = 'dead' | 'may-go-live'

/** Questions that wait for a reply. */
export interface PendingReplies {
  /** Asks the first question, or goes on at once where there is none left. `decline` runs after a no. */
  ask(questions: readonly Question[], proceed: () => HttpResponse, decline?: () => void): HttpResponse
  /** Answers a question; the next one, the accepted order or an error comes back. */
  reply(id: string, confirmed: boolean): HttpResponse
  /** Another call makes every open question stale. */
  makeStale(): void
}

interface Pending {
  readonly rest: readonly Question[]
  readonly proceed: () => HttpResponse
  readonly decline: (() => void) | undefined
}

const staleLimit = 1000
const lateMilliseconds = 2000

/** Makes the store; ids come from the seed. */
export function createPendingReplies(settings: {
  readonly random: Random
  readonly timers: Timers
  readonly staleReplies: StaleReplies
}): PendingReplies {
  const { random, timers } = settings
  const pending = new Map<string, Pending>()
  const stale = new Map<string, Pending>()

  function ask(questions: readonly Question[], proceed: () => HttpResponse, decline?: () => void): HttpResponse {
    const [question, ...rest] = questions
    if (question === undefined) return proceed()
    const id = `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`
    pending.set(id, { rest, proceed, decline })
    return json([
      {
        id,
        message: [question.text],
        isSuppressed: false,
        messageIds: [question.messageId],
        messageOptions: ['Yes', 'No'],
      },
    ])
  }

  /** The reply is refused, and yet the order may turn up a little later: so one project saw it. */
  function refuseLate({ proceed }: Pending, confirmed: boolean): HttpResponse {
    if (confirmed && settings.staleReplies === 'may-go-live' && random.next() < 0.5) {
      timers.after(lateMilliseconds, proceed)
    }
    return iserverError(503, 'Service Unavailable')
  }

  return {
    ask,
    reply: (id, confirmed) => {
      const late = stale.get(id)
      if (late !== undefined) {
        stale.set(id, { rest: [], proceed: () => bareError(200, 'Order not confirmed '), decline: undefined })
        return refuseLate(late, confirmed)
      }
      const found = pending.get(id)
      if (found === undefined) return bareError(200, `reply id not found: '${id}'`)
      pending.delete(id)
      if (confirmed) return ask(found.rest, found.proceed, found.decline)
      found.decline?.()
      return bareError(200, 'Order not confirmed ')
    },
    makeStale: () => {
      for (const [id, question] of pending) stale.set(id, question)
      pending.clear()
      for (const id of stale.keys()) {
        if (stale.size <= staleLimit) break
        stale.delete(id)
      }
    },
  }
}

/** What the server asks about an order that it has rejected, before it may be sent again. */
export interface OrderPrompt {
  readonly text: string
  /** Answers to choose from; the first one lets the order go. Default Yes and No. */
  readonly options?: readonly string[]
  /** Default `p12`, disruptive order control. */
  readonly messageId?: string
}

/** Rejected orders that wait for an answer to their prompt (`POST /iserver/notification`). */
export interface Prompts {
  /** The next order that is placed gets this prompt. */
  arm(prompt: OrderPrompt): void
  /** The prompt for an order that is being placed, if there is one. */
  next(): OrderPrompt | undefined
  /** Body of the answer to the order; `release` sends the order on, `drop` ends it. */
  open(orderId: number, prompt: OrderPrompt, release: () => void, drop: () => void): object
  /** False where nothing waits for such an answer. */
  answer(orderId: number, requestId: string, text: string): boolean
}

interface OpenPrompt {
  readonly orderId: number
  readonly options: readonly string[]
  readonly release: () => void
  readonly drop: () => void
}

const openLimit = 100

/** Makes the store of prompts. */
export function createPrompts(random: Random): Prompts {
  const armed: OrderPrompt[] = []
  const open = new Map<string, OpenPrompt>()
  return {
    arm: (prompt) => {
      armed.push(prompt)
    },
    next: () => armed.shift(),
    open: (orderId, { text, options = ['Yes', 'No'], messageId = 'p12' }, release, drop) => {
      const reqId = String(random.integer(10_000, 99_999))
      open.set(reqId, { orderId, options, release, drop })
      const [oldest] = open.keys()
      if (open.size > openLimit && oldest !== undefined) open.delete(oldest)
      return { orderId, reqId, dismissable: [], text, options, type: 'M', messageId, prompt: true }
    },
    answer: (orderId, requestId, text) => {
      const waiting = open.get(requestId)
      if (waiting?.orderId !== orderId || !waiting.options.includes(text)) return false
      open.delete(requestId)
      if (text === waiting.options[0]) waiting.release()
      else waiting.drop()
      return true
    },
  }
}
