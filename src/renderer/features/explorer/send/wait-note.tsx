import { useCountdown } from '../../../platform/use-countdown.ts'
import { formatCountdown } from '../../../ui/format-time.ts'
import { type KnownWait, useWaitStore } from '../../waiting/wait-store.ts'
import { aheadWords, formatWait, waitReason } from '../../waiting/wait-texts.ts'

/** Why Send would not send at once, and for how long: where it comes and goes without moving anything. */
export function SendWaitNote() {
  const known = useWaitStore((data) => data.ofSend)
  return known && <WaitNote known={known} />
}

function WaitNote({ known }: { readonly known: KnownWait }) {
  const left = useCountdown(known.until)
  if (left === 0) return null
  return (
    <p className="wait-note" role="note" title={`${waitReason(known.wait)}.${aheadWords(known.wait)}`}>
      {known.wait.cause === 'penalty-box' ? (
        <>
          {waitReason(known.wait)}: <span className="figure">{formatCountdown(left)}</span> left. IBKR takes nothing
          from this address, and nothing is sent until then.
        </>
      ) : (
        <>
          Send waits <span className="figure">{formatWait(left)}</span>: {waitReason(known.wait)}.
          {aheadWords(known.wait)}
        </>
      )}
    </p>
  )
}

/** The same in the Send button, for the eye alone. */
export function WaitCountdown({ known }: { readonly known: KnownWait }) {
  const left = useCountdown(known.until)
  if (left === 0) return null
  return (
    <span className="wait-countdown" aria-hidden="true">
      {known.wait.cause === 'penalty-box' ? formatCountdown(left) : formatWait(left)}
    </span>
  )
}
