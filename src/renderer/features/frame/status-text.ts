import type { JournalHealth } from '../../../shared/contract/journal-views.ts'
import type { PacingView } from '../../../shared/contract/views.ts'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import type { SocketState } from '../../../shared/domain/session.ts'
import { formatSpan, formatTimeOfDay } from '../../ui/format-time.ts'
import type { Tone } from '../../ui/tone.ts'

export interface StatusText {
  readonly text: string
  /** Tone of the status; undefined for the normal state. */
  readonly tone: Tone | undefined
}

export const SOCKET_TEXTS: Readonly<Record<SocketState, StatusText>> = {
  disconnected: { text: 'closed', tone: 'idle' },
  connecting: { text: 'connecting', tone: 'busy' },
  'awaiting-session': { text: 'waiting for session message', tone: 'busy' },
  connected: { text: 'connected', tone: undefined },
}

/** Token lifetime in ms below which the token is highlighted. */
const SOON_MS = 10 * 60_000

/** Returns the remaining lifetime of the live session token; undefined without a token. */
export function tokenText(expiresAt: number | undefined, now: number): StatusText | undefined {
  if (expiresAt === undefined) return undefined
  const left = expiresAt - now
  if (left <= 0) return { text: 'expired', tone: 'bad' }
  // Shows seconds only in the last hour.
  const text = left > 60 * 60_000 ? formatSpan(Math.floor(left / 60_000) * 60_000) : formatSpan(left)
  return { text, tone: left < SOON_MS ? 'warn' : undefined }
}

export function pacingText({ left, limit, queued }: PacingView): StatusText {
  const text = queued > 0 ? `${left}/${limit}, ${queued} waiting` : `${left}/${limit}`
  return { text, tone: left === 0 || queued > 0 ? 'warn' : undefined }
}

/** Time in ms after which a failing journal gets a banner, because a banner moves the rows of the lists. */
const FAILING_MS = 3_000

/** Returns the texts of the banner about a journal that cannot be written; undefined without a lasting failure. */
export function journalBannerText(health: JournalHealth | undefined, now: number) {
  if (health?.kind !== 'failing' || now - health.since < FAILING_MS) return undefined
  const dropped = health.lost > 0 ? ` ${formatNumber(health.lost)} dropped.` : ''
  return {
    title: `Orders have not been journaled since ${formatTimeOfDay(health.since)}.`,
    detail: `${health.reason}${dropped}`,
  }
}
