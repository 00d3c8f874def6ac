import type { PacingView } from '../../../shared/contract/views.ts'
import type { SocketState } from '../../../shared/domain/session.ts'
import { formatSpan } from '../../ui/format-time.ts'
import type { Tone } from '../../ui/tone.ts'

export interface StatusText {
  readonly text: string
  /** Absent: nothing to notice. */
  readonly tone: Tone | undefined
}

export const SOCKET_WORDS: Readonly<Record<SocketState, StatusText>> = {
  disconnected: { text: 'closed', tone: 'idle' },
  connecting: { text: 'connecting', tone: 'busy' },
  'awaiting-session': { text: 'waiting for session message', tone: 'busy' },
  connected: { text: 'connected', tone: undefined },
}

const SOON_MS = 10 * 60_000

/** Life left of a live session token; undefined where the login has none. */
export function tokenWords(expiresAt: number | undefined, now: number): StatusText | undefined {
  if (expiresAt === undefined) return undefined
  const left = expiresAt - now
  if (left <= 0) return { text: 'expired', tone: 'bad' }
  // Seconds matter only at the end.
  const text = left > 60 * 60_000 ? formatSpan(Math.floor(left / 60_000) * 60_000) : formatSpan(left)
  return { text, tone: left < SOON_MS ? 'warn' : undefined }
}

export function pacingWords({ left, limit, queued }: PacingView): StatusText {
  const text = queued > 0 ? `${left}/${limit}, ${queued} waiting` : `${left}/${limit}`
  return { text, tone: left === 0 || queued > 0 ? 'warn' : undefined }
}
