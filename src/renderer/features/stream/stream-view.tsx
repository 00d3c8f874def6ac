import { useEffect } from 'react'
import { hostLink } from '../../platform/host-link.ts'
import { useRememberedSize } from '../../platform/remembered-size.ts'
import { useMediaQuery } from '../../platform/use-media-query.ts'
import { openNewest } from '../../stores/open-feed.ts'
import { useSessionStore } from '../../stores/session-store.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Split } from '../../ui/split.tsx'
import { SessionEmptyState } from '../session/index.ts'
import { FramePane } from './frame-pane.tsx'
import { refreshFrames, scheduleRefresh, showAllFrames } from './stream-actions.ts'
import { StreamList } from './stream-list.tsx'
import { useStreamStore } from './stream-store.ts'
import { StreamToolbar } from './stream-toolbar.tsx'
import { SubscribeForm } from './subscribe-form.tsx'
import { Subscriptions } from './subscriptions.tsx'
import './stream.css'

export function StreamView() {
  useEffect(() => openNewest(hostLink(), 'stream.feed', 'Stream view', (view) => useStreamStore.setState({ view })), [])
  const shown = useStreamStore((data) => data.shown !== undefined)
  const newest = useStreamStore((data) => data.view?.newest)
  const stored = useStreamStore((data) => data.view?.stored)
  useEffect(() => {
    void refreshFrames()
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: refreshes after a change of either value.
  useEffect(scheduleRefresh, [newest, stored])
  return (
    <Split
      label="Width of the topic list"
      sized="first"
      size={useRememberedSize('stream-topics', 288)}
      min={200}
      minRest={400}
      first={
        <aside className="stream-topics column scroll sunken" aria-label="Topics">
          <SubscribeForm />
          <Subscriptions />
        </aside>
      }
      second={
        <Split
          label="Frame pane size"
          orientation={useMediaQuery('(max-width: 1100px)') ? 'vertical' : 'horizontal'}
          sized="second"
          size={useRememberedSize('stream-frame', 320)}
          min={160}
          minRest={260}
          first={
            <section className="list-view column" aria-label="Frames">
              <StreamToolbar />
              <Frames />
            </section>
          }
          second={shown && <FramePane />}
        />
      }
    />
  )
}

function Frames() {
  const list = useStreamStore((data) => data.list)
  const hasFrames = useStreamStore((data) => (data.view?.stored ?? 0) > 0)
  const socket = useSessionStore((data) => data.view?.socket)
  const isReady = useSessionStore((data) => data.view?.state.kind === 'ready')
  if (!list) return <p className="list-loading tertiary">Loading…</p>
  if (list.total > 0) return <StreamList list={list} />
  if (hasFrames) {
    return (
      <EmptyState title="No matches" actions={<Button onClick={showAllFrames}>Show all frames</Button>}>
        The list is filtered by type, topic and text. A frame matches if it contains the whole text.
      </EmptyState>
    )
  }
  if (!isReady) return <SessionEmptyState>Frames appear once the session is authenticated.</SessionEmptyState>
  return (
    <EmptyState title={socket === 'connected' ? 'No frames yet' : 'WebSocket not open'}>
      {socket === 'connected'
        ? 'Frames appear as IBKR sends them. IBKR sends a heartbeat every 10 s.'
        : 'Frames appear once the WebSocket is open. It opens automatically.'}
    </EmptyState>
  )
}
