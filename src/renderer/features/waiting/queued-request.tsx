import { useCountdown } from '../../platform/use-countdown.ts'
import { Button } from '../../ui/button.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { type KnownWait, useWaitStore } from './wait-store.ts'
import { aheadWords, formatWait, waitReason } from './wait-texts.ts'
import { keepWaiting, withdrawRequest } from './waiting-actions.ts'
import './waiting.css'

/** A request that waits in the pacing queue, with the reason and the ways out; nothing once it has left. */
export function QueuedRequest({ waitId }: { readonly waitId: string | undefined }) {
  const known = useWaitStore((data) => (waitId === undefined ? undefined : data.waits.get(waitId)))
  if (waitId === undefined || known === undefined) return null
  return (
    <div className="queued-request">
      <p role="status">
        Not sent yet: {waitReason(known.wait)}.{aheadWords(known.wait)}
      </p>
      <p className="queued-times">
        {known.wait.cause !== 'connection' && <LeavesIn until={known.until} />} <WithdrawalTime known={known} />
      </p>
      <div className="queued-actions">
        <Button ref={focusWhereLost} onClick={() => void withdrawRequest(waitId)}>
          Withdraw
        </Button>
        {known.withdrawnAt !== undefined && (
          <Button look="quiet" onClick={() => void keepWaiting(waitId)}>
            Keep waiting
          </Button>
        )}
      </div>
    </div>
  )
}

function LeavesIn({ until }: Pick<KnownWait, 'until'>) {
  const left = useCountdown(until)
  return (
    <>
      Can leave in <span className="figure">{formatWait(left)}</span>.
    </>
  )
}

/** When it is withdrawn, where that comes before its turn. */
export function WithdrawalTime({ known: { wait, until, withdrawnAt } }: { readonly known: KnownWait }) {
  const left = useCountdown(withdrawnAt)
  if (withdrawnAt === undefined || (wait.cause !== 'connection' && withdrawnAt >= until)) return null
  return (
    <>
      Withdrawn in <span className="figure">{formatWait(left)}</span>, unless you keep it waiting.
    </>
  )
}
