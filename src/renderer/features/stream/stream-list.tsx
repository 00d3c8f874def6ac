import { useMemo } from 'react'
import type { FrameRow } from '../../../shared/contract/stream-views.ts'
import { type PagedList, pagedSource } from '../../platform/paged-list.ts'
import { useRememberedColumns } from '../../platform/use-remembered-columns.ts'
import { formatBytes } from '../../ui/format-number.ts'
import { formatTimeWithMilliseconds } from '../../ui/format-time.ts'
import { textColumn, timeColumn } from '../../ui/grid/column-kinds.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import type { GridColumn } from '../../ui/grid/grid-column.ts'
import type { ContextMenuItem } from '../../ui/menu/context-menu.tsx'
import { FRAME_KIND_LABELS } from './decode-frame.ts'
import { chooseTopic, openFrame, STREAM_LIST, showFrames } from './stream-actions.ts'
import { useStreamStore } from './stream-store.ts'

const COLUMNS: readonly GridColumn<FrameRow>[] = [
  timeColumn('time', 'Time', 104, 'at', {
    fit: true,
    text: ({ at }) => formatTimeWithMilliseconds(at),
    cell: ({ at }) => <time dateTime={new Date(at).toISOString()}>{formatTimeWithMilliseconds(at)}</time>,
  }),
  textColumn('topic', 'Topic', 192, 'topic', {
    narrow: { below: 560, width: 116 },
    cell: ({ kind, topic }) => (
      <>
        <span className="stream-mark tone strong" aria-hidden="true">
          {FRAME_KIND_LABELS[kind].mark}
        </span>
        <span className="visually-hidden">{FRAME_KIND_LABELS[kind].title}: </span>
        {topic}
      </>
    ),
  }),
  textColumn('text', 'Text', 120, 'preview', {
    grow: 1,
    cell: ({ preview }) => <span className="stream-text code secondary">{preview}</span>,
    tooltip: () => undefined,
  }),
  textColumn('size', 'Size', 64, sizeOf, { narrow: { below: 560, width: 0 }, align: 'end', muted: true }),
]

/** Only frames from IBKR have a size. */
function sizeOf({ kind, characters }: FrameRow): string {
  return kind === 'receive' || kind === 'error' ? formatBytes(characters) : ''
}

const keyOf = ({ number }: FrameRow): string => String(number)
const toneOf = ({ kind }: FrameRow): string => FRAME_KIND_LABELS[kind].tone
const open = (row: FrameRow): void => void openFrame(row)

const menu = ([row]: readonly FrameRow[]): readonly ContextMenuItem[] =>
  row?.topic ? [{ id: 'topic', title: 'Show only this topic', run: () => chooseTopic(row.topic) }] : []

/** List of frames and events, newest first. Loads only the visible pages. */
export function StreamList({ list }: { readonly list: PagedList<FrameRow> }) {
  const active = useStreamStore((data) => data.active)
  const rows = useMemo(() => pagedSource(list, keyOf), [list])
  return (
    <Grid
      id={STREAM_LIST}
      label="Frames, newest first"
      columns={COLUMNS}
      layout={useRememberedColumns(STREAM_LIST)}
      rows={rows}
      keyOf={keyOf}
      activeKey={active === undefined ? undefined : String(active)}
      onActive={open}
      onOpen={open}
      menu={menu}
      onVisible={showFrames}
      toneOf={toneOf}
    />
  )
}
