import { useConnectionStore } from '../../stores/connection-store.ts'
import { formatMilliseconds } from '../../ui/format-number.ts'
import { formatSpan } from '../../ui/format-time.ts'
import { Sparkline } from '../../ui/sparkline.tsx'

/** How quickly IBKR answered the keep-alives of the last hours. */
export function RoundTrips() {
  const pulses = useConnectionStore((data) => data.pulses)
  const [first, last] = [pulses[0], pulses.at(-1)]
  if (!first || !last) return null
  const times = pulses.map(({ roundTripMs }) => roundTripMs)
  const sorted = times.toSorted((a, b) => a - b)
  const middle = sorted[sorted.length >> 1] ?? last.roundTripMs
  const highest = sorted.at(-1) ?? last.roundTripMs
  const only = pulses.length === 1
  const words = only
    ? formatMilliseconds(last.roundTripMs)
    : `last ${formatMilliseconds(last.roundTripMs)}, middle ${formatMilliseconds(middle)}, highest ${formatMilliseconds(highest)}`
  const count = only ? 'one keep-alive' : `${pulses.length} keep-alives`
  return (
    <div className="round-trips">
      {times.length > 1 && <Sparkline values={times} label={`Round trips of ${count}: ${words}`} />}
      <span>
        Round trip: {words}
        <span className="round-trips-note">
          {count}
          {only ? ' so far' : ` in ${formatSpan(last.at - first.at)}`}
        </span>
      </span>
    </div>
  )
}
