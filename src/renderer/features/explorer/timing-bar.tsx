import type { RequestTiming } from '../../../shared/domain/requests.ts'
import { formatMilliseconds } from '../../ui/format-number.ts'

/** Where the time went: one bar, its parts in the order in which they passed. */
export function TimingBar({ timing }: { readonly timing: RequestTiming }) {
  const parts = [
    { id: 'queue', label: 'Queue', ms: timing.queue },
    { id: 'connect', label: 'Connect', ms: timing.connect ?? 0 },
    { id: 'first-byte', label: 'First byte', ms: timing.firstByte },
    { id: 'body', label: 'Body', ms: timing.body },
  ]
  const words = parts.map((part) => `${part.label} ${formatMilliseconds(part.ms)}`).join(', ')
  return (
    <span className="timing" title={words}>
      <span className="timing-total">{formatMilliseconds(timing.total)}</span>
      <span className="timing-bar" role="img" aria-label={words}>
        {parts.map((part) => (
          <span key={part.id} data-part={part.id} style={{ flexGrow: Math.max(part.ms, 0) }} />
        ))}
      </span>
      <span className="timing-legend" aria-hidden="true">
        {parts
          .filter((part) => part.ms > 0 || part.id !== 'connect')
          .map((part) => (
            <span key={part.id} data-part={part.id}>
              {part.label} {formatMilliseconds(part.ms)}
            </span>
          ))}
      </span>
    </span>
  )
}
