import type { ConnectionEvent } from '../../../shared/contract/connection-views.ts'
import { assertNever } from '../../../shared/domain/assert-never.ts'
import { formatMilliseconds } from '../../ui/format-number.ts'
import { formatRecent, formatSpan } from '../../ui/format-time.ts'
import type { Tone } from '../../ui/tone.ts'

export interface ConnectionWords {
  readonly text: string
  readonly tone: Tone
  /** Of the closing frame. */
  readonly code?: number
  /** What follows a length of time beside it; absent where it means nothing. */
  readonly took?: string
}

/** RFC 6455, section 7.4.1, and the register of IANA. */
const CODES: Readonly<Record<number, string>> = {
  1000: 'the server said goodbye',
  1001: 'the server is going away',
  1002: 'the server saw a breach of the protocol',
  1003: 'the server does not take such data',
  1005: 'the server closed it and gave no reason',
  1006: 'the line broke without a goodbye',
  1007: 'the server saw text that is none',
  1008: 'the server refuses it: against its rules',
  1009: 'a message was too large for the server',
  1011: 'the server has a fault',
  1012: 'the server restarts',
  1013: 'the server is too busy',
}

/** A step of the socket in a few plain words. */
export function connectionWords(event: ConnectionEvent, now: number): ConnectionWords {
  switch (event.kind) {
    case 'opening':
      return { text: 'Opening the socket', tone: 'busy' }
    case 'opened':
      return { text: 'Open; the greeting is waited for', tone: 'busy', took: 'to open' }
    case 'greeted':
      return { text: 'Greeted', tone: 'busy', took: 'to be greeted' }
    case 'subscribed':
      return { text: `Subscribed to ${topics(event.topics)}`, tone: 'good', took: 'to subscribe' }
    case 'silent':
      return { text: `Silent since ${formatRecent(event.since, now)}`, tone: 'warn' }
    case 'resumed':
      return { text: 'Heard again', tone: 'good', took: 'later' }
    case 'dropped':
      return dropWords(event)
    case 'retry':
      return { text: event.inMs < 1 ? 'Tried again at once' : `Tried again in ${lengthOf(event.inMs)}`, tone: 'idle' }
    case 'closed':
      return { text: 'Closed, because none is wanted', tone: 'idle', took: 'after it opened' }
    case 'resynced':
      return {
        text: `Orders read afresh: what happened since ${formatRecent(event.gap.from, now)} is known`,
        tone: 'good',
        took: 'later',
      }
    default:
      return assertNever(event)
  }
}

/** "12 ms", "1.28 s", "3 min 10 s" */
export const lengthOf = (ms: number): string => (ms < 60_000 ? formatMilliseconds(ms) : formatSpan(ms))

function dropWords({ reason, code }: Extract<ConnectionEvent, { readonly kind: 'dropped' }>): ConnectionWords {
  const known = code === undefined ? undefined : (CODES[code] ?? 'the server closed it')
  const text = `Dropped: ${known ?? reason.replace(/\.\s*$/, '')}`
  return { text, tone: 'bad', took: 'after it opened', ...(code !== undefined && { code }) }
}

const topics = (count: number): string => (count === 1 ? 'one topic' : `${count} topics`)
