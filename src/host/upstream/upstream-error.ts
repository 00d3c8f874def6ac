import { IbkrError, IbkrResponseError, IbkrTransportError, mayHaveHappened } from '../../client/index.ts'
import { HostError } from '../host-error.ts'

/** Detail of an error for a request that did not reach IBKR. */
export const NOT_SENT_DETAIL = { sent: false } as const

/** Advice for every order request with an unknown outcome. */
export const UNCONFIRMED_ADVICE = 'Delivery unconfirmed: check the order list before you send it again.'

/** Reports whether the request is known not to have been sent. */
export const isKnownUnsent = ({ detail }: HostError): boolean =>
  typeof detail === 'object' && detail !== null && 'sent' in detail && detail.sent === false

const mayHaveLeft = (error: IbkrError): boolean => error instanceof IbkrTransportError && error.mayHaveReachedServer

/**
 * Converts an error of the client to the error for a window. `changes`: whether it was a write or trading request. If
 * so, no error is retryable, and every unknown outcome becomes `outcome-unknown`. `restMs` returns how long the rate
 * limit delays the request.
 */
export function toUpstreamError(error: unknown, changes: true, restMs?: () => number | undefined): HostError
export function toUpstreamError(error: unknown, changes: boolean, restMs?: () => number | undefined): unknown
export function toUpstreamError(error: unknown, changes: boolean, restMs: () => number | undefined = noRest): unknown {
  if (!(error instanceof IbkrError)) {
    // After an unexpected error in a write or trading request, the request may already have left.
    return !changes || error instanceof HostError
      ? error
      : new HostError('outcome-unknown', `${UNCONFIRMED_ADVICE} The console failed on this request.`, { cause: error })
  }
  const closed = isClosing(error)
  if (changes && mayHaveHappened(error)) {
    return new HostError(
      'outcome-unknown',
      `${UNCONFIRMED_ADVICE} ${closed ? 'The session was closed before the response came.' : error.message}`,
      { cause: error },
    )
  }
  // A read that was sent for a profile that its window has left, and that another window still shows.
  if (closed || (error.cause instanceof HostError && error.cause.code === 'other-profile')) {
    const message = 'The session of the request was closed before a response arrived.'
    return new HostError('session-closed', message, { cause: error, retryable: !changes })
  }
  if (error.code === 'aborted') {
    return mayHaveLeft(error)
      ? new HostError('cancelled', 'Cancelled.', { cause: error, retryable: !changes })
      : new HostError('cancelled', 'Cancelled before it left: nothing was sent.', {
          cause: error,
          detail: NOT_SENT_DETAIL,
          retryable: !changes,
        })
  }
  if (error.code === 'question-open') {
    const message =
      'Not sent: IBKR waits for your reply to an order question, which this request would void. Reply to it first. Only a cancel ends it.'
    return new HostError('question-open', message, { cause: error, detail: NOT_SENT_DETAIL, retryable: false })
  }
  if (error.code === 'penalty-box' || error.code === 'pacing-queue-full')
    return new HostError('upstream', `Not sent. ${error.message}`, {
      cause: error,
      detail: { code: error.code, ...NOT_SENT_DETAIL },
      retryable: !changes,
    })
  const { code } = error
  // Omit IBKR's body from the detail, because its secrets are not masked.
  const detail = error instanceof IbkrResponseError ? { status: error.status, code } : { code }
  const message = code === 'too-many-requests' ? rateLimited(restMs()) : error.message
  return new HostError('upstream', message, { cause: error, detail, retryable: !changes })
}

const noRest = (): undefined => undefined

function rateLimited(restMs = 0): string {
  const seconds = Math.ceil(restMs / 1_000)
  if (seconds === 0) return 'Rate limited: too many requests. Retry later.'
  return `Rate limited. Retry in ${seconds <= 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`}.`
}

/**
 * Reports whether the session or the client was closed. The client reports that as an abort, although the sender did
 * not abort.
 */
function isClosing(error: IbkrError): boolean {
  if (error.code === 'client-closed') return true
  return error.code === 'aborted' && error.cause instanceof IbkrError && error.cause.code === 'client-closed'
}
