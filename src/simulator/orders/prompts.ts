import type { Random } from '../random.ts'

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
