import { ArrowUpToLine, Download, Pause, Play, Trash2 } from 'lucide-react'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Select } from '../../ui/select.tsx'
import { FRAME_KIND_LABELS, FRAME_KINDS } from './decode-frame.ts'
import {
  chooseTopic,
  clearFrames,
  exportFrames,
  followNewest,
  STREAM_LIST,
  STREAM_SEARCH,
  searchFrames,
  toggleKind,
  togglePause,
} from './stream-actions.ts'
import { useStreamStore } from './stream-store.ts'

export function StreamToolbar() {
  const paused = useStreamStore((data) => data.paused)
  const text = useStreamStore((data) => data.query.text ?? '')
  const hasFrames = useStreamStore((data) => (data.list?.total ?? 0) > 0)
  return (
    <header className="list-toolbar bar">
      <Button
        look={paused ? 'primary' : 'plain'}
        icon={paused ? <Play size={13} aria-hidden="true" /> : <Pause size={13} aria-hidden="true" />}
        aria-pressed={paused}
        title={paused ? 'Resume and jump to the latest frames' : 'Pause the list; frames are still received and stored'}
        keys="p"
        onClick={togglePause}
      >
        {paused ? 'Resume' : 'Pause'}
      </Button>
      <Kinds />
      <TopicChoice />
      <SearchField
        id={STREAM_SEARCH}
        label="Search frames"
        placeholder="Search text"
        text={text}
        onText={searchFrames}
        grid={STREAM_LIST}
        keys="/"
      />
      <Counts />
      <Button
        look="quiet"
        icon={<Download size={13} aria-hidden="true" />}
        disabled={!hasFrames}
        title="Export the listed frames as JSON Lines…"
        onClick={() => void exportFrames()}
      >
        Export
      </Button>
      <Button
        look="quiet"
        icon={<Trash2 size={13} aria-hidden="true" />}
        aria-label="Clear frames"
        title="Clear frames"
        onClick={() => void clearFrames()}
      />
    </header>
  )
}

function Kinds() {
  const kinds = useStreamStore((data) => data.query.kinds)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms, and these are toggles in a toolbar.
    <div role="group" aria-label="Frame types" className="choices">
      {FRAME_KINDS.map((kind) => (
        <button
          key={kind}
          type="button"
          className="choice secondary row"
          aria-pressed={kinds === undefined || kinds.includes(kind)}
          onClick={() => toggleKind(kind, FRAME_KINDS)}
        >
          {FRAME_KIND_LABELS[kind].title}
        </button>
      ))}
    </div>
  )
}

function TopicChoice() {
  const topics = useStreamStore((data) => data.view?.topics)
  const chosen = useStreamStore((data) => data.query.topics?.[0])
  const named = (topics ?? []).filter(([topic]) => topic !== '')
  return (
    <Select
      className="list-choice input-fit"
      aria-label="Topic filter"
      value={chosen ?? ''}
      placeholder={`${chosen} (0)`}
      options={[
        { value: '', label: 'Any topic' },
        ...named.map(([topic, lines]) => ({ value: topic, label: `${topic} (${formatNumber(lines)})` })),
      ]}
      onChange={(topic) => chooseTopic(topic === '' ? undefined : topic)}
    />
  )
}

/** Number of listed, dropped and newer frames. */
function Counts() {
  const total = useStreamStore((data) => data.list?.total ?? 0)
  const newer = useStreamStore((data) =>
    data.frozenAt === undefined ? 0 : Math.max(0, (data.view?.newest ?? 0) - data.frozenAt),
  )
  const dropped = useStreamStore((data) => data.view?.dropped ?? 0)
  return (
    <span className="list-count row small tertiary nowrap">
      <span>
        {formatNumber(total)} {total === 1 ? 'frame' : 'frames'}
      </span>
      {dropped > 0 && (
        <span title="The console keeps the newest 20,000 frames, at most 16 MB. Older ones are dropped.">
          {formatNumber(dropped)} dropped
        </span>
      )}
      {newer > 0 && (
        <button type="button" className="list-newer" onClick={followNewest}>
          <ArrowUpToLine size={12} aria-hidden="true" /> {formatNumber(newer)} newer
        </button>
      )}
    </span>
  )
}
