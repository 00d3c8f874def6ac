import { type Answer, bareError, iserverError, json } from '../http/answer.ts'
import type { Random } from '../random.ts'
import type { Timers } from '../timers.ts'
import type { Question } from './questions.ts'

/** What becomes of an order whose question is confirmed too late: nothing, or (by the seed) it goes live all the same. */
export type StaleReplies = 'dead' | 'may-go-live'

/** Questions that wait for a reply. */
export interface PendingReplies {
  /** Asks the first question, or goes on at once where there is none left. `decline` runs after a no. */
  ask(questions: readonly Question[], proceed: () => Answer, decline?: () => void): Answer
  /** Answers a question; the next one, the accepted order or an error comes back. */
  reply(id: string, confirmed: boolean): Answer
  /** Another call makes every open question stale. */
  makeStale(): void
}

interface Pending {
  readonly rest: readonly Question[]
  readonly proceed: () => Answer
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

  function ask(questions: readonly Question[], proceed: () => Answer, decline?: () => void): Answer {
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
  function refuseLate({ proceed }: Pending, confirmed: boolean): Answer {
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
