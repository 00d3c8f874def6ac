import { isOpenEnded } from '../../../shared/domain/requests.ts'
import { useCountdown } from '../../platform/use-countdown.ts'
import { Button } from '../../ui/button.tsx'
import { focusWhereLost } from '../../ui/focus-on-mount.ts'
import { type KnownWait, keepWaiting, useWaitStore, withdrawRequest } from './wait-store.ts'
import { aheadText, formatWait, waitReason } from './wait-texts.ts'
import './waiting.css'

/** Shows why a request is queued, with the available actions. Renders nothing once the request has been sent. */
export function QueuedRequest({ waitId }: { readonly waitId: string | undefined }) {
  const known = useWaitStore((data) => (waitId === undefined ? undefined : data.waits.get(waitId)))
  if (waitId === undefined || known === undefined) return null
  return (
    <div className="queued-request part stack tinted inset" data-tone="warn">
      <p role="status">
        Queued: {waitReason(known.wait)}.{aheadText(known.wait)}
      </p>
      <p>
        {!isOpenEnded(known.wait) && <SendTime until={known.until} />} <WithdrawalTime known={known} />
      </p>
      <div className="row">
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

function SendTime({ until }: Pick<KnownWait, 'until'>) {
  const left = useCountdown(until)
  return (
    <>
      Sent in <span>{formatWait(left)}</span>.
    </>
  )
}

/** Countdown until the host withdraws the request. */
export function WithdrawalTime({ known: { wait, until, withdrawnAt } }: { readonly known: KnownWait }) {
  const left = useCountdown(withdrawnAt)
  if (withdrawnAt === undefined || (!isOpenEnded(wait) && withdrawnAt >= until)) return null
  return (
    <>
      Withdrawn in <span>{formatWait(left)}</span> unless you keep it waiting.
    </>
  )
}
