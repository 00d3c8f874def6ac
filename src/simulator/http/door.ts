import { type Answer, empty } from './answer.ts'
import type { JudgedAnswer, RawRequest } from './request-handler.ts'

/** Answers what lies outside `/v1/api`: pages, the token call, account management. Undefined where a request is none of its. */
export type Door = (request: RawRequest) => Promise<JudgedAnswer> | JudgedAnswer | undefined

/** An answer with what the record is to say about it. */
export function judged(answer: Answer, verification: string): JudgedAnswer {
  return { answer, verification, queryPractice: 'none' }
}

/** No answer at all: the request hangs until somebody gives up. */
export function unanswered(verification: string): JudgedAnswer {
  return { ...judged(empty(0), verification), unanswered: true }
}
