import { Activity, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { isOpenEnded } from '../../../../shared/domain/requests.ts'
import { useCountdown } from '../../../platform/use-countdown.ts'
import { useNow } from '../../../platform/use-now.ts'
import { useProfilesStore } from '../../../stores/profiles-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
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
import { type Exchange, NOTHING_SENT, type SendingRequest, useActiveTab, useExplorerStore } from '../explorer-store.ts'
import { cancelRequest, readResponseAgain } from '../request/send-request.ts'
import type { ResponsePart } from './readable-response.tsx'
import { ResponseFailure } from './response-failure.tsx'
import { responseFileStem, saveResponse } from './response-file.ts'
import { ResponseNotes, ResponseSummaryLine } from './response-head.tsx'
import { ResponseViewer } from './response-viewer.tsx'
import { Starters } from './starters.tsx'

/** Response of each tab. Hidden ones keep their view, such as expanded rows and the scroll position. */
export function ResponsePane() {
  const activeId = useActiveTab(({ id }) => id)
  const withResponse = useExplorerStore(
    useShallow(({ tabs }) => tabs.flatMap(({ id, exchange }) => (exchange.kind === 'idle' ? [] : [id]))),
  )
  const shown = withResponse.includes(activeId) ? withResponse : [...withResponse, activeId]
  return (
    <section className="response column" aria-label="Response">
      <Announcement />
      {shown.map((tabId) => (
        <Activity key={tabId} mode={tabId === activeId ? 'visible' : 'hidden'}>
          <TabResponse tabId={tabId} />
        </Activity>
      ))}
    </section>
  )
}

function Announcement() {
  const exchange = useActiveTab((tab) => tab.exchange)
  const known = useKnownWait(exchange)
  return (
    <p className="visually-hidden" role="status">
      {known ? `Queued: ${waitReason(known.wait)}` : announcement(exchange)}
    </p>
  )
}

const useKnownWait = (exchange: Exchange): KnownWait | undefined =>
  useWaitStore((data) => (exchange.kind === 'sending' ? data.waits.get(exchange.waitId) : undefined))

/** Response or failure of a tab, or suggested requests. */
function TabResponse({ tabId }: { readonly tabId: string }) {
  const exchange = useExplorerStore(({ tabs }) => tabs.find(({ id }) => id === tabId)?.exchange) ?? NOTHING_SENT
  const known = useKnownWait(exchange)
  const [part, setPart] = useState<ResponsePart>()
  const profileId = useSessionStore(({ view }) => view?.profile.id)
  if (exchange.kind !== 'idle' && exchange.profileId !== undefined && exchange.profileId !== profileId)
    return <OtherProfileResponse profileId={exchange.profileId} />
  switch (exchange.kind) {
    case 'idle':
      return <Starters />
    case 'sending':
      return known ? <Queued exchange={exchange} known={known} /> : <InFlight exchange={exchange} />
    case 'failed':
      return <ResponseFailure exchange={exchange} />
    case 'received':
      return (
        <>
          {exchange.unsent && (
            <div className="unsent-request line-below">
              <ResponseFailure exchange={exchange.unsent} />
              <p className="tertiary">The previous response is below.</p>
            </div>
          )}
          <ResponseViewer
            key={exchange.at}
            head={exchange.head}
            content={exchange.body}
            stem={responseFileStem(exchange.head.url)}
            leading={<ResponseSummaryLine head={exchange.head} />}
            part={part}
            onPart={setPart}
            notes={<ResponseNotes exchange={exchange} />}
            onSave={() => void saveResponse()}
            onReadAgain={() => void readResponseAgain()}
          />
        </>
      )
  }
}

/** Stands for a response of another profile, which could be mistaken for one of the selected profile. */
function OtherProfileResponse({ profileId }: { readonly profileId: string }) {
  const name = useProfilesStore(({ list }) => list?.profiles.find(({ id }) => id === profileId)?.name)
  if (name === undefined)
    return <EmptyState title="No response">The response of this tab came from a deleted profile.</EmptyState>
  return (
    <EmptyState title={`The response is from “${name}”`}>
      It is shown again when you switch to that profile. Send the request to get one from the selected profile.
    </EmptyState>
  )
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
      if (exchange.unsent) return `Not sent: ${exchange.unsent.message}`
      return `Response: ${exchange.head.status} ${exchange.head.statusText}${exchange.warmedUp ? `. ${exchange.warmedUp}` : ''}`
  }
}

/** Queued request with its remaining wait and a cancel button. */
function Queued({ exchange, known }: { readonly exchange: SendingRequest; readonly known: KnownWait }) {
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
        <Button keys="Escape" onClick={() => cancelRequest()}>
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
function InFlight({ exchange }: { readonly exchange: SendingRequest }) {
  const waited = useNow() - exchange.startedAt
  return (
    <div className="response-waiting grow secondary anchor">
      <div className="progress track" aria-hidden="true" />
      <p>
        Waiting for <code>{exchange.request.path}</code>
        {waited >= 2_000 && <span> for {formatSpan(waited)}.</span>}
      </p>
      {waited >= 2_000 && (
        <Button keys="Escape" onClick={() => cancelRequest()}>
          Cancel request
        </Button>
      )}
    </div>
  )
}
