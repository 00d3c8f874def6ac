import { type Answer, bareError, iserverError, json } from '../http/answer.ts'
import type { Random } from '../random.ts'
import type { Question } from './questions.ts'

/** Questions that wait for a reply. */
export interface PendingReplies {
  /** Asks the first question, or goes on at once where there is none left. */
  ask(questions: readonly Question[], proceed: () => Answer): Answer
  /** Answers a question; the next one, the accepted order or an error comes back. */
  reply(id: string, confirmed: boolean): Answer
  /** Another order call makes every open question stale. */
  makeStale(): void
}

interface Pending {
  readonly rest: readonly Question[]
  readonly proceed: () => Answer
}

const staleLimit = 1000

/** Makes the store; ids come from the seed. */
export function createPendingReplies(random: Random): PendingReplies {
  const pending = new Map<string, Pending>()
  const stale = new Set<string>()

  function ask(questions: readonly Question[], proceed: () => Answer): Answer {
    const [question, ...rest] = questions
    if (question === undefined) return proceed()
    const id = `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-a${random.hex(3)}-${random.hex(12)}`
    pending.set(id, { rest, proceed })
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

  return {
    ask,
    reply: (id, confirmed) => {
      if (stale.has(id)) return iserverError(503, 'Service Unavailable')
      const found = pending.get(id)
      if (found === undefined) return bareError(200, `reply id not found: '${id}'`)
      pending.delete(id)
      return confirmed ? ask(found.rest, found.proceed) : bareError(200, 'Order not confirmed ')
    },
    makeStale: () => {
      for (const id of pending.keys()) stale.add(id)
      pending.clear()
      for (const id of stale) {
        if (stale.size <= staleLimit) break
        stale.delete(id)
      }
    },
  }
}
