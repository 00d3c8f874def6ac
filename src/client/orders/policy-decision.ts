import { AsyncLocalStorage } from 'node:async_hooks'
import type { OrderQuestion } from './order-response.ts'

/** The decision of a question policy about one question. */
export interface PolicyDecision {
  readonly replyId: string
  /** Whether the policy has returned. Code that it started may still run. */
  isOver: boolean
}

const decisions = new AsyncLocalStorage<PolicyDecision>()

/** Calls a policy, and remembers the decision in everything that the policy calls. */
export async function decideQuestion<Verdict>(
  question: OrderQuestion,
  policy: (question: OrderQuestion) => Verdict | Promise<Verdict>,
): Promise<Verdict> {
  const decision: PolicyDecision = { replyId: question.replyId, isOver: false }
  try {
    return await decisions.run(decision, policy, question)
  } finally {
    decision.isOver = true
  }
}

/** Returns the decision whose policy called the running code; undefined if no policy did. */
export function currentDecision(): PolicyDecision | undefined {
  return decisions.getStore()
}
