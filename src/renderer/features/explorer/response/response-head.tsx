import type { ResponseHead } from '../../../../shared/contract/views.ts'
import type { SuggestedAction } from '../../../../shared/domain/suggested-action.ts'
import { useCountdown } from '../../../platform/use-countdown.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { Button } from '../../../ui/button.tsx'
import { formatBytes } from '../../../ui/format-number.ts'
import { formatDateTime } from '../../../ui/format-time.ts'
import { shortPath } from '../../catalogue/index.ts'
import { connectSession } from '../../session/index.ts'
import { formatWait, useWaitStore } from '../../waiting/index.ts'
import { type ReceivedResponse, useActiveTab, useWarmUpStore } from '../explorer-store.ts'
import { openRecent } from '../request/open-request.ts'
import { cancelRequest, editRequest, sendBefore, sendRequest } from '../request/send-request.ts'
import { describeStatus, TimingBar } from './response-status.tsx'
import { warmUp } from './warm-up.ts'

/** Status, duration, size and request, beside the tabs. */
export function ResponseSummaryLine({ head }: { readonly head: ResponseHead }) {
  const status = describeStatus(head.status, head.statusText, head.verdict)
  return (
    <div className="response-summary row nowrap">
      <strong className="row tone" data-tone={status.tone}>
        <span className="dot" aria-hidden="true" />
        {status.text}
      </strong>
      <TimingBar timing={head.timing} />
      <span className="response-size tertiary">{formatBytes(head.size)}</span>
      <code className="response-url ellipsis tertiary" title={`${head.method} ${head.url}`}>
        {head.method} {shortPath(head.url.replace(/^https?:\/\/[^/]+/, ''))}
      </code>
    </div>
  )
}

/** Meaning of the response with the next step, if known, and its origin if it was not sent just now. */
export function ResponseNotes({ exchange }: { readonly exchange: ReceivedResponse }) {
  const { head, warmedUp } = exchange
  const warming = useIsWarmingUp()
  const { tone } = describeStatus(head.status, head.statusText, head.verdict)
  return (
    <>
      {exchange.isStored && (
        <p className="response-note bar secondary">
          From the history: received {formatDateTime(exchange.at)}. Send the request for current data.
        </p>
      )}
      {warmedUp !== undefined && <p className="response-note bar secondary">{warmedUp}</p>}
      {head.explanation !== undefined && (
        <div className="response-note bar secondary" data-tone={tone === 'good' ? 'idle' : tone}>
          <p>{head.explanation}</p>
          {head.nextStep && !warming && <NextStepButton head={head} step={head.nextStep} />}
        </div>
      )}
      {warming && <WarmUpNote />}
    </>
  )
}

/** Reports whether a warm-up runs for the tab that is shown. */
function useIsWarmingUp(): boolean {
  const tabId = useActiveTab(({ id }) => id)
  return useWarmUpStore(({ run }) => run?.tabId === tabId)
}

/** Button for the next step. Only read requests are sent again. */
function NextStepButton({ head, step }: { readonly head: ResponseHead; readonly step: SuggestedAction }) {
  switch (step.kind) {
    case 'reconnect':
      return <Button onClick={connectSession}>Reconnect</Button>
    case 'send-before': {
      const repeats = head.effect === 'read'
      return (
        <Button onClick={() => void sendBefore(step, repeats)}>
          Send {step.method} {step.path}
          {repeats ? ', then this again' : ' first'}
        </Button>
      )
    }
    case 'send-again':
      return head.effect === 'read' ? <Button onClick={() => void sendRequest()}>Send again</Button> : null
    case 'warm-up':
      return head.effect === 'read' ? <Button onClick={() => void warmUp(step)}>Warm up and repeat</Button> : null
    case 'see-orders':
      return <Button onClick={() => goTo('orders')}>Check orders</Button>
    case 'open':
      return (
        <Button onClick={() => openRecent(step)}>
          Open {step.method} {step.path}
        </Button>
      )
    case 'edit':
      return (
        <Button onClick={() => editRequest(step.part)}>{step.part === 'body' ? 'Edit body' : 'Edit parameters'}</Button>
      )
  }
}

/** Progress of the warm-up, with a button to stop it. */
function WarmUpNote() {
  const run = useWarmUpStore((data) => data.run)
  const known = useWaitStore((data) => data.waits.get(run?.waitId ?? ''))
  const left = useCountdown(known?.until)
  if (!run) return null
  return (
    <div className="response-note bar secondary" data-tone="idle">
      <p role="status">Warming up: {run.doing}.</p>
      {left > 0 && <span>Waits {formatWait(left)}</span>}
      <Button keys="Escape" onClick={() => cancelRequest()}>
        Stop
      </Button>
    </div>
  )
}
