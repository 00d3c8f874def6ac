import { useState } from 'react'
import type { FrameView } from '../../../shared/contract/stream-views.ts'
import { formatBytes } from '../../ui/format-number.ts'
import { formatDateTime, formatTimeWithMilliseconds } from '../../ui/format-time.ts'
import { RawText } from '../../ui/raw-text.tsx'
import { SidePane } from '../../ui/side-pane.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { CopyButton, usePrettyText } from '../explorer/index.ts'
import { decodeFrame, FRAME_KIND_LABELS } from './decode-frame.ts'
import { closeFrame } from './stream-actions.ts'
import { useStreamStore } from './stream-store.ts'

/** Pane with one frame, decoded and as received. */
export function FramePane() {
  const shown = useStreamStore((data) => data.shown)
  const frame = shown === 'gone' ? undefined : shown
  return (
    <SidePane
      label="Frame"
      title={frame ? FRAME_KIND_LABELS[frame.kind].title : 'Frame'}
      actions={frame && <CopyButton load={async () => frame.text} />}
      onClose={closeFrame}
    >
      {shown === 'gone' && <p className="list-loading tertiary">This frame was dropped to make room for newer ones.</p>}
      {frame && <Frame frame={frame} />}
    </SidePane>
  )
}

function Frame({ frame }: { readonly frame: FrameView }) {
  const [tab, setTab] = useState<'decoded' | 'raw'>('decoded')
  const decoded = decodeFrame(frame)
  return (
    <>
      <p className="fact-line rigid row wrap hint padded-small">
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
          <FormattedText text={frame.text} />
        ) : (
          <div className="stream-decoded">
            <dl className="pane-facts">
              {decoded.map(({ name, value, hint }) => (
                <div key={name}>
                  <dt className="rigid" title={hint}>
                    {name}
                  </dt>
                  <dd className="wrap-anywhere">{value}</dd>
                </div>
              ))}
            </dl>
          </div>
        )}
      </Tabs>
    </>
  )
}

function FormattedText({ text }: { readonly text: string }) {
  return <RawText text={usePrettyText(text)} label="Formatted text" />
}
