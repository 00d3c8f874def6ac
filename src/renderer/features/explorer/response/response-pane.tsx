import { isOpenEnded } from '../../../../shared/domain/requests.ts'
import { useCountdown } from '../../../platform/use-countdown.ts'
import { useNow } from '../../../platform/use-now.ts'
import { Button } from '../../../ui/button.tsx'
import { formatSpan } from '../../../ui/format-time.ts'
import {
  aheadText,
  formatWait,
  type KnownWait,
  keepWaiting,
  useWaitStore,
  WithdrawalTime,
  waitReason,
} from '../../waiting/index.ts'
import { type Exchange, useExplorerStore } from '../explorer-store.ts'
import { cancelRequest, readResponseAgain } from '../request/send-request.ts'
import { ResponseFailure } from './response-failure.tsx'
import { responseFileStem, saveResponse } from './response-file.ts'
import { ResponseNotes, ResponseSummaryLine } from './response-head.tsx'
import { ResponseViewer } from './response-viewer.tsx'
import { Starters } from './starters.tsx'

/** Shows the response, the failure, or suggested requests. */
export function ResponsePane() {
  const exchange = useExplorerStore((data) => data.exchange)
  const known = useWaitStore((data) => (exchange.kind === 'sending' ? data.waits.get(exchange.waitId) : undefined))
  return (
    <section className="response column" aria-label="Response">
      <p className="visually-hidden" role="status">
        {known ? `Queued: ${waitReason(known.wait)}` : announcement(exchange)}
      </p>
      <Response exchange={exchange} known={known} />
    </section>
  )
}

function Response({ exchange, known }: { readonly exchange: Exchange; readonly known: KnownWait | undefined }) {
  switch (exchange.kind) {
    case 'idle':
      return <Starters />
    case 'sending':
      return known ? <Queued exchange={exchange} known={known} /> : <InFlight exchange={exchange} />
    case 'failed':
      return <ResponseFailure exchange={exchange} />
    case 'received':
      return (
        <ResponseViewer
          key={exchange.at}
          head={exchange.head}
          content={exchange.body}
          stem={responseFileStem(exchange.head.url)}
          leading={<ResponseSummaryLine head={exchange.head} />}
          notes={<ResponseNotes head={exchange.head} warmedUp={exchange.warmedUp} />}
          onSave={() => void saveResponse()}
          onReadAgain={() => void readResponseAgain()}
        />
      )
  }
}

function announcement(exchange: Exchange): string {
  switch (exchange.kind) {
    case 'idle':
      return ''
    case 'sending':
      return 'Sending the request'
    case 'failed':
      return `No response: ${exchange.message}`
    case 'received':
      return `Response: ${exchange.head.status} ${exchange.head.statusText}${exchange.warmedUp ? `. ${exchange.warmedUp}` : ''}`
  }
}

type Sending = Extract<Exchange, { kind: 'sending' }>

/** Queued request with its remaining wait and a cancel button. */
function Queued({ exchange, known }: { readonly exchange: Sending; readonly known: KnownWait }) {
  const left = useCountdown(known.until)
  return (
    <div className="response-waiting grow secondary anchor">
      <p>
        <code>{exchange.request.path}</code>
        {isOpenEnded(known.wait) ? (
          ' is not sent yet: '
        ) : (
          <>
            {' '}
            waits <span>{formatWait(left)}</span>:{' '}
          </>
        )}
        {waitReason(known.wait)}.{aheadText(known.wait)}
      </p>
      <p>
        <WithdrawalTime known={known} />
      </p>
      <div className="row">
        <Button keys="Escape" onClick={cancelRequest}>
          Withdraw
        </Button>
        {known.withdrawnAt !== undefined && (
          <Button onClick={() => void keepWaiting(exchange.waitId)}>Keep waiting</Button>
        )}
      </div>
    </div>
  )
}

/** Request in flight with its elapsed time. */
function InFlight({ exchange }: { readonly exchange: Sending }) {
  const waited = useNow() - exchange.startedAt
  return (
    <div className="response-waiting grow secondary anchor">
      <div className="progress track" aria-hidden="true" />
      <p>
        Waiting for <code>{exchange.request.path}</code>
        {waited >= 2_000 && <span> for {formatSpan(waited)}.</span>}
      </p>
      {waited >= 2_000 && (
        <Button keys="Escape" onClick={cancelRequest}>
          Cancel request
        </Button>
      )}
    </div>
  )
}
