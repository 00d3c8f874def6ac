import type { ContractErrorCode } from '../../../../shared/contract/errors.ts'

export interface Failure {
  readonly title: string
  readonly tone: 'bad' | 'warn' | 'idle'
  /** Advice for the user, if the host's message contains none. */
  readonly advice?: string
  readonly action: 'arm' | 'connect' | 'retry-link' | 'send-again' | 'see-orders' | 'none'
}

const OUTCOME_UNKNOWN: Failure = {
  title: 'Delivery unconfirmed',
  tone: 'bad',
  advice: 'The request may have reached IBKR. Check the order list before you retry.',
  action: 'see-orders',
}

/** Errors after which a change that was sent may have reached IBKR. */
const UNCERTAIN: ReadonlySet<ContractErrorCode> = new Set(['cancelled', 'disconnected', 'internal'])

/**
 * Describes a failed request and the next step. `changes`: the request was not a read. `sent`: false if the request was
 * definitely not sent.
 */
export function describeFailure(code: ContractErrorCode, changes: boolean, sent = true): Failure {
  if (sent && changes && UNCERTAIN.has(code)) return OUTCOME_UNKNOWN
  switch (code) {
    case 'not-armed':
      return { title: 'Not sent: the profile is not armed', tone: 'warn', action: 'arm' }
    case 'confirmation-needed':
      return { title: 'Not sent: this profile is LIVE', tone: 'warn', action: 'arm' }
    case 'other-profile':
      return {
        title: 'Not sent: another profile is in use',
        tone: 'warn',
        advice: 'Review the request before you send it again: it is sent with the profile in use.',
        action: 'send-again',
      }
    case 'question-open':
      return { title: 'Not sent: an order question is open', tone: 'warn', action: 'send-again' }
    case 'question-ended':
      return { title: 'Not sent: the order question has ended', tone: 'warn', action: 'none' }
    case 'guard-rail-refused':
      return { title: 'Refused by a guard rail', tone: 'bad', action: 'none' }
    case 'guard-rail-warning':
      return { title: 'Guard rail warning', tone: 'bad', action: 'none' }
    case 'not-journaled':
      return { title: 'Not sent: orders cannot be journaled', tone: 'bad', action: 'none' }
    case 'not-connected':
      return { title: 'Not sent: no session', tone: 'warn', action: 'connect' }
    case 'session-closed':
      return {
        title: 'Session ended',
        tone: 'warn',
        advice:
          'The console logged in again, the profile was switched, or the session was disconnected. Send again when the session is ready.',
        action: 'send-again',
      }
    case 'cancelled':
      return sent
        ? {
            title: 'Cancelled',
            tone: 'idle',
            advice: 'You cancelled the request before a response arrived.',
            action: 'send-again',
          }
        : { title: 'Withdrawn', tone: 'idle', advice: 'Nothing was sent.', action: 'send-again' }
    case 'disconnected':
      return {
        title: sent ? 'Lost connection to the console' : 'Not sent: not connected to the console',
        tone: 'bad',
        action: 'retry-link',
      }
    case 'outcome-unknown':
      return OUTCOME_UNKNOWN
    case 'not-sent-rate-limited':
      return { title: 'Not sent: rate limit', tone: 'warn', action: 'send-again' }
    case 'not-sent-no-connection':
      return { title: 'Not sent: no connection to IBKR', tone: 'warn', action: 'send-again' }
    case 'upstream':
      return sent
        ? { title: 'No response from the server', tone: 'bad', action: 'send-again' }
        : { title: 'Not sent: rate limit reached', tone: 'warn', action: 'send-again' }
    case 'invalid-input':
      return { title: 'Not sent: the request is not valid', tone: 'warn', action: 'none' }
    case 'limit':
      return { title: 'Too large', tone: 'warn', action: 'none' }
    case 'not-found':
      return { title: 'Not found', tone: 'warn', action: 'none' }
    default:
      return {
        title: 'Console error',
        tone: 'bad',
        advice: 'Send the request again. If it fails again, report the error with this message.',
        action: 'send-again',
      }
  }
}
