import type { Timers } from '../clock.ts'
import { createErrorWithoutStatus, createIserverError, type HttpResponse, json } from '../http/response.ts'
import type { SeededRandom } from '../seeded-random.ts'
import type { Question } from './order-checks.ts'

/** Effect of a late confirmation on an order: the order is dead, or may still go live with a certain probability. */
export type StaleReplyEffect = 'dead' | 'may-go-live'

/** The order questions that wait for a reply. */
export interface PendingOrderReplies {
  /** Asks the first question, or calls `proceed` if the list is empty. `decline` is called if the user declines. */
  ask(questions: readonly Question[], proceed: () => HttpResponse, decline?: () => void): HttpResponse
  /** Replies to a question. Returns the next question, the accepted order or an error. */
  reply(id: string, confirmed: boolean): HttpResponse
  /** Makes every open question stale, because another call was made. */
  makeStale(): void
}

interface Pending {
  readonly rest: readonly Question[]
  readonly proceed: () => HttpResponse
  readonly decline: (() => void) | undefined
}

const staleLimit = 1000
const lateMilliseconds = 2000

/** Creates the store of order questions. Their ids come from the seed. */
export function createPendingReplies(settings: {
  readonly random: SeededRandom
  readonly timers: Timers
  readonly staleReplies: StaleReplyEffect
}): PendingOrderReplies {
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

  /** Rejects a late reply. The order may still appear, which one project observed. */
  function refuseLate({ proceed }: Pending, confirmed: boolean): HttpResponse {
    if (confirmed && settings.staleReplies === 'may-go-live' && random.next() < 0.5) {
      timers.after(lateMilliseconds, proceed)
    }
    return createIserverError(503, 'Service Unavailable')
  }

  return {
    ask,
    reply: (id, confirmed) => {
      const late = stale.get(id)
      if (late !== undefined) {
        stale.set(id, {
          rest: [],
          proceed: () => createErrorWithoutStatus(200, 'Order not confirmed '),
          decline: undefined,
        })
        return refuseLate(late, confirmed)
      }
      const found = pending.get(id)
      if (found === undefined) return createErrorWithoutStatus(200, `reply id not found: '${id}'`)
      pending.delete(id)
      if (confirmed) return ask(found.rest, found.proceed, found.decline)
      found.decline?.()
      return createErrorWithoutStatus(200, 'Order not confirmed ')
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
