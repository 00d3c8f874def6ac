import { useMemo } from 'react'
import type { FrameRow } from '../../../shared/contract/stream-views.ts'
import { useRememberedColumns } from '../../platform/use-remembered-columns.ts'
import { formatBytes } from '../../ui/format-number.ts'
import { formatDateTime, formatTimeWithMilliseconds } from '../../ui/format-time.ts'
import { Grid } from '../../ui/grid/grid.tsx'
import type { GridColumn } from '../../ui/grid/grid-column.ts'
import type { ContextMenuItem } from '../../ui/menu/context-menu.tsx'
import { FRAME_KIND_LABELS } from './decode-frame.ts'
import { chooseTopic, LIST_ID, openFrame, showFrames } from './stream-actions.ts'
import { frameAt, type StreamList as List, useStreamStore } from './stream-store.ts'

const COLUMNS: readonly GridColumn<FrameRow>[] = [
  {
    id: 'time',
    title: 'Time',
    width: 104,
    muted: true,
    text: ({ at }) => formatTimeWithMilliseconds(at),
    cell: ({ at }) => <time dateTime={new Date(at).toISOString()}>{formatTimeWithMilliseconds(at)}</time>,
    tooltip: ({ at }) => formatDateTime(at),
  },
  {
    id: 'topic',
    title: 'Topic',
    width: 192,
    narrow: { below: 560, width: 116 },
    text: ({ topic }) => topic,
    cell: ({ kind, topic }) => (
      <>
        <span className="stream-mark tone" aria-hidden="true">
          {FRAME_KIND_LABELS[kind].mark}
        </span>
        <span className="visually-hidden">{FRAME_KIND_LABELS[kind].title}: </span>
        {topic}
      </>
    ),
    tooltip: ({ topic }) => topic,
  },
  {
    id: 'text',
    title: 'Text',
    width: 120,
    grow: 1,
    text: ({ preview }) => preview,
    cell: ({ preview }) => <span className="stream-text code secondary">{preview}</span>,
  },
  {
    id: 'size',
    title: 'Size',
    width: 64,
    narrow: { below: 560, width: 0 },
    align: 'end',
    muted: true,
    text: ({ kind, characters }) => (kind === 'receive' || kind === 'error' ? formatBytes(characters) : ''),
  },
]

const keyOf = ({ number }: FrameRow): string => String(number)
const toneOf = ({ kind }: FrameRow): string => FRAME_KIND_LABELS[kind].tone
const open = (row: FrameRow): void => void openFrame(row)
const showVisible = (first: number, last: number): void => showFrames(first, Math.max(first, last - 1), first === 0)

const menu = ([row]: readonly FrameRow[]): readonly ContextMenuItem[] =>
  row?.topic ? [{ id: 'topic', title: 'Show only this topic', run: () => chooseTopic(row.topic) }] : []

/** Frames and events, newest first; the host holds those that are not visible. */
export function StreamList({ list }: { readonly list: List }) {
  const active = useStreamStore((data) => data.active)
  const layout = useRememberedColumns(LIST_ID)
  const rows = useMemo(
    () => ({
      count: list.total,
      at: (index: number) => frameAt(list, index),
      find(key: string) {
        const index = list.rows.findIndex((row) => keyOf(row) === key)
        return index < 0 ? -1 : list.offset + index
      },
    }),
    [list],
  )
  return (
    <Grid
      id={LIST_ID}
      label="Frames, newest first"
      columns={COLUMNS}
      layout={layout}
      rows={rows}
      keyOf={keyOf}
      activeKey={active === undefined ? undefined : String(active)}
      onActive={open}
      onOpen={open}
      menu={menu}
      onVisible={showVisible}
      toneOf={toneOf}
    />
  )
}
