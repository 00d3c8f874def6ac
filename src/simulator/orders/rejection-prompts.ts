import type { SeededRandom } from '../seeded-random.ts'

/** A prompt about a rejected order, which can be sent again after the prompt was answered. */
export interface RejectionPrompt {
  /** Text of the prompt. */
  readonly text: string
  /** Possible answers. The first answer submits the order. Default Yes and No. */
  readonly options?: readonly string[]
  /** Id of the kind of prompt. Default `p12`, disruptive order control. */
  readonly messageId?: string
}

/** Rejected orders that wait for the answer to their prompt (`POST /iserver/notification`). */
export interface RejectionPrompts {
  /** Sets the prompt that the next placed order raises. */
  arm(prompt: RejectionPrompt): void
  /** Returns and removes the prompt for the order that is being placed, if any. */
  next(): RejectionPrompt | undefined
  /** Opens a prompt and returns the body of the response to the order. `release` submits the order, `drop` ends it. */
  open(orderId: number, prompt: RejectionPrompt, release: () => void, drop: () => void): object
  /** Answers a prompt. Returns false if the prompt does not expect this answer. */
  answer(orderId: number, requestId: string, text: string): boolean
}

interface OpenPrompt {
  readonly orderId: number
  readonly options: readonly string[]
  readonly release: () => void
  readonly drop: () => void
}

const openLimit = 100

export function createRejectionPrompts(random: SeededRandom): RejectionPrompts {
  const armed: RejectionPrompt[] = []
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
