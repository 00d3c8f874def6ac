import { X } from 'lucide-react'
import { useState } from 'react'
import type { FrameView } from '../../../shared/contract/stream-views.ts'
import { Button } from '../../ui/button.tsx'
import { formatBytes } from '../../ui/format-number.ts'
import { formatDateTime, formatTimeWithMilliseconds } from '../../ui/format-time.ts'
import { RawText } from '../../ui/raw-text.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { CopyButton, usePrettyText } from '../explorer/index.ts'
import { decodeFrame, FRAME_KIND_LABELS } from './decode-frame.ts'
import { closeFrame } from './stream-actions.ts'
import { useStreamStore } from './stream-store.ts'

/** One line whole: in words, and as it came. */
export function FramePane() {
  const shown = useStreamStore((data) => data.shown)
  return (
    <aside className="side-pane column stream-pane" aria-label="Frame">
      <header className="pane-head rigid row">
        <h2>{shown === undefined || shown === 'gone' ? 'Frame' : FRAME_KIND_LABELS[shown.kind].title}</h2>
        {shown !== undefined && shown !== 'gone' && <CopyButton load={async () => shown.text} />}
        <Button
          look="quiet"
          icon={<X size={14} aria-hidden="true" />}
          aria-label="Close"
          title="Close"
          keys="Escape"
          onClick={closeFrame}
        />
      </header>
      {shown === 'gone' && <p className="list-loading tertiary">This frame was dropped for newer ones.</p>}
      {shown !== undefined && shown !== 'gone' && <Line frame={shown} />}
    </aside>
  )
}

function Line({ frame }: { readonly frame: FrameView }) {
  const [tab, setTab] = useState<'decoded' | 'raw'>('decoded')
  const decoded = decodeFrame(frame)
  return (
    <>
      <p className="fact-line rigid row wrap hint">
        <code>{frame.topic === '' ? 'no topic' : frame.topic}</code>
        <time dateTime={new Date(frame.at).toISOString()} title={formatDateTime(frame.at)}>
          {formatTimeWithMilliseconds(frame.at)}
        </time>
        <span>{formatBytes(frame.characters)}</span>
        {frame.binary && <span>binary frame</span>}
        {frame.cut && <span>truncated to 256 kB</span>}
      </p>
      <Tabs
        label="Frame"
        tabs={[
          { id: 'decoded', label: 'Decoded' },
          { id: 'raw', label: 'Raw' },
        ]}
        selected={tab}
        onSelect={setTab}
      >
        {tab === 'raw' ? (
          <RawText text={frame.text} label="Raw text" />
        ) : decoded === undefined ? (
          <LaidOut text={frame.text} />
        ) : (
          <div className="stream-decoded">
            <dl className="pane-facts">
              {decoded.map(({ name, value, hint }) => (
                <div key={name}>
                  <dt title={hint}>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </div>
        )}
      </Tabs>
    </>
  )
}

function LaidOut({ text }: { readonly text: string }) {
  return <RawText text={usePrettyText(text)} label="Formatted text" />
}
