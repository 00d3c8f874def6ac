import type { OutcomeInBody } from '../../../../shared/contract/history-views.ts'
import type { RequestTiming } from '../../../../shared/domain/requests.ts'
import { formatMilliseconds } from '../../../ui/format-number.ts'
import type { Tone } from '../../../ui/tone.ts'

/** Bar with the phases of a request, in proportion to their duration. */
export function TimingBar({ timing }: { readonly timing: RequestTiming }) {
  const parts = [
    { id: 'queue', label: 'Queue', ms: timing.queue },
    ...(timing.connect ? [{ id: 'connect', label: 'Connect', ms: timing.connect }] : []),
    { id: 'first-byte', label: 'First byte', ms: timing.firstByte },
    { id: 'body', label: 'Body', ms: timing.body },
  ]
  const text = parts.map((part) => `${part.label} ${formatMilliseconds(part.ms)}`).join(', ')
  return (
    <span className="row" title={text}>
      <span>{formatMilliseconds(timing.total)}</span>
      <span className="timing-bar track" role="img" aria-label={text}>
        {parts.map((part) => (
          <span key={part.id} data-part={part.id} style={{ flexGrow: Math.max(part.ms, 0) }} />
        ))}
      </span>
      <span className="timing-legend row tertiary tiny" aria-hidden="true">
        {parts.map((part) => (
          <span key={part.id} data-part={part.id}>
            {part.label} {formatMilliseconds(part.ms)}
          </span>
        ))}
      </span>
    </span>
  )
}

const STATUS_TEXTS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No content',
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timeout',
  410: 'Gone',
  411: 'Length required',
  429: 'Too many requests',
  500: 'Server error',
  502: 'Bad gateway',
  503: 'Service unavailable',
  504: 'Gateway timeout',
}

export interface StatusDescription {
  readonly text: string
  readonly tone: Tone
}

/** Returns the HTTP status and its colour: "200 OK", or "200 Rejected" if the body contains a rejection. */
export function describeStatus(status: number, statusText: string, verdict?: OutcomeInBody): StatusDescription {
  if (verdict === 'rejected') return { text: `${status} Rejected`, tone: 'bad' }
  if (verdict === 'declined') return { text: `${status} Declined`, tone: 'idle' }
  if (verdict === 'question') return { text: `${status} Question`, tone: 'warn' }
  const text = `${status} ${statusText || STATUS_TEXTS[status] || ''}`.trim()
  if (status >= 500) return { text, tone: 'bad' }
  if (status >= 400) return { text, tone: 'warn' }
  return { text, tone: status >= 300 ? 'idle' : 'good' }
}
