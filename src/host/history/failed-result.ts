import type { HostError } from '../host-error.ts'
import type { SentRequest } from './sent-request.ts'

/** What the history keeps of a request that got no answer. */
export function failedResult({ code, message }: HostError): SentRequest['result'] {
  const outcome = code === 'outcome-unknown' ? 'unknown' : code === 'cancelled' ? 'cancelled' : 'failed'
  return { outcome, code, message }
}
