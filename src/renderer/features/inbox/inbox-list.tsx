import { CheckCheck } from 'lucide-react'
import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { InboxEntry } from '../../../shared/domain/inbox.ts'
import { useRememberedColumns } from '../../platform/use-remembered-columns.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatDateTime, formatTimeOfDay } from '../../ui/format-time.ts'
import { textColumn, timeColumn } from '../../ui/grid/column-kinds.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import type { GridColumn } from '../../ui/grid/grid-column.ts'
import { KeyHint } from '../../ui/key-hint.tsx'
import type { ContextMenuItem } from '../../ui/menu/context-menu.tsx'
import { Message } from '../../ui/message.tsx'
import { Select } from '../../ui/select.tsx'
import { KINDS, useNotificationsStore } from '../notifications/index.ts'
import { INBOX_LIST, markRead, openLink, removeEntries, showEntry, showExecutions } from './inbox-actions.ts'
import { countUnread, filterEntries, INBOX_FILTERS, type InboxFilter, useInboxStore } from './inbox-store.ts'
import { FILTER_LABELS, KIND_MARKS, linkLabel } from './inbox-text.ts'
import { KindsPanel, MuteButton, MutedKinds, muteItem } from './muted-kinds.tsx'
import { useKindsSettings } from './use-kinds-settings.ts'

/** List of the profile's events, newest first, with the text of the active event. */
export function InboxList() {
  const { entries, filter, activeId, status, failure } = useInboxStore(
    useShallow(({ entries, filter, activeId, status, failure }) => ({ entries, filter, activeId, status, failure })),
  )
  const kinds = useKindsSettings()
  const rows = useMemo(() => filterEntries({ entries, filter, activeId }, kinds), [entries, filter, activeId, kinds])
  const unread = countUnread(entries, kinds)
  const muted = KINDS.filter((kind) => kinds?.[kind].muted)
  // The filter stays until the user leaves it, even if the last muted kind was unmuted.
  const filters = INBOX_FILTERS.filter((each) => each !== 'muted' || muted.length > 0 || filter === 'muted')
  const active = activeId === undefined ? undefined : entries.get(activeId)
  return (
    <>
      <div className="bar rigid">
        <Select
          aria-label="Events to show"
          className="grow"
          value={filter}
          options={filters.map((value) => ({ value, label: FILTER_LABELS[value] }))}
          onChange={(value: InboxFilter) => useInboxStore.setState({ filter: value })}
        />
        <Button
          look="quiet"
          icon={<CheckCheck size={14} aria-hidden="true" />}
          title="Mark all as read"
          disabled={unread === 0}
          onClick={() => void markRead('all', true)}
        />
        <KindsPanel kinds={kinds} />
      </div>
      <MutedKinds kinds={muted} filter={filter} />
      <Problems failure={failure} {...status} />
      {rows.length > 0 ? (
        <EventGrid rows={rows} activeId={activeId} />
      ) : status.loading ? (
        <p className="padded-block tertiary">Loading events…</p>
      ) : (
        <NoEvents hasOthers={entries.size > 0} />
      )}
      {active && <EventDetails entry={active} />}
    </>
  )
}

function Problems(props: {
  readonly failure: string | undefined
  readonly problem?: string
  readonly noticesProblem?: string
}) {
  const { failure, problem, noticesProblem } = props
  return (
    <>
      {failure !== undefined && (
        <Message tone="bad" title="Inbox not updated">
          {failure} Reload the window.
        </Message>
      )}
      {problem !== undefined && (
        <Message tone="bad" title="Inbox not saved">
          {problem}
        </Message>
      )}
      {noticesProblem !== undefined && (
        <Message tone="warn" title="IBKR’s notices not loaded">
          {noticesProblem} The console tries again within ten minutes.
        </Message>
      )}
    </>
  )
}

function NoEvents({ hasOthers }: { readonly hasOthers: boolean }) {
  const showAll = <Button onClick={() => useInboxStore.setState({ filter: 'all' })}>Show all events</Button>
  if (hasOthers) return <EmptyState title="No matching events" actions={showAll} />
  return (
    <EmptyState
      title="No events yet"
      actions={<Button onClick={() => useInboxStore.setState({ tab: 'alerts' })}>Set up an alert</Button>}
    >
      Fills, rejects, lost connections, alerts and notices from IBKR appear here. Press <KeyHint keys="i" /> to open or
      close the inbox.
    </EmptyState>
  )
}

const COLUMNS: readonly GridColumn<InboxEntry>[] = [
  textColumn('event', 'Event', 140, 'title', {
    grow: 1,
    tooltip: ({ title, body }) => (body === '' ? title : `${title}\n${body}`),
    cell: ({ kind, title, body, unread }) => (
      <span className={unread ? 'row medium' : 'row secondary'}>
        <span className="dot" data-tone={KIND_MARKS[kind][0]} data-read={!unread} aria-hidden="true" />
        <span className="visually-hidden">
          {unread && 'Unread. '}
          {KIND_MARKS[kind][1]}:{' '}
        </span>
        <span className="ellipsis">
          {title} <span className="tertiary regular">{body}</span>
        </span>
      </span>
    ),
  }),
  // The pane is narrow, so earlier days show only the date. The tooltip shows the time.
  timeColumn('time', 'Time', 84, 'at', { text: ({ at }) => formatDay(at) ?? formatTimeOfDay(at) }),
]

/** Returns the date of an earlier day, such as "11-27"; undefined for today. */
function formatDay(at: number): string | undefined {
  return new Date(at).toDateString() === new Date().toDateString() ? undefined : formatDateTime(at).slice(5, 10)
}

const keyOf = ({ id }: InboxEntry): string => id

const open = (entry: InboxEntry): void => {
  showEntry(entry)
  if (entry.link && entry.link.kind !== 'web') openLink(entry.link)
}

const menu = ([entry]: readonly InboxEntry[]): readonly ContextMenuItem[] => {
  if (!entry) return []
  const { id, kind, link, unread } = entry
  return [
    ...(link && link.kind !== 'web' ? [{ id: 'open', title: linkLabel(link), run: () => openLink(link) }] : []),
    {
      id: 'read',
      title: unread ? 'Mark as read' : 'Mark as unread',
      run: () => void markRead([id], unread),
    },
    { id: 'remove', title: 'Remove', run: () => void removeEntries([id]) },
    muteItem(kind, useNotificationsStore.getState().view?.settings.kinds),
  ]
}

function EventGrid({
  rows,
  activeId,
}: {
  readonly rows: readonly InboxEntry[]
  readonly activeId: string | undefined
}) {
  return (
    <Grid
      id={INBOX_LIST}
      label="Events, newest first"
      columns={COLUMNS}
      layout={useRememberedColumns(INBOX_LIST)}
      rows={rows}
      keyOf={keyOf}
      activeKey={activeId}
      onActive={showEntry}
      onOpen={open}
      menu={menu}
    />
  )
}

/** Text and actions of an event. */
function EventDetails({ entry }: { readonly entry: InboxEntry }) {
  const { id, kind, at, title, body, unread, link } = entry
  return (
    <section className="inbox-details rigid stack scroll padded" aria-label="Event">
      <h3 className="strong wrap-anywhere">{title}</h3>
      {body !== '' && <p className="inbox-text secondary wrap-anywhere">{body}</p>}
      <p className="hint">
        {KIND_MARKS[kind][1]} · <time dateTime={new Date(at).toISOString()}>{formatDateTime(at)}</time>
      </p>
      <div className="row wrap">
        {link?.kind === 'web' && (
          <a className="button button-plain" href={link.url} target="_blank" rel="noreferrer">
            {linkLabel(link)}
          </a>
        )}
        {link && link.kind !== 'web' && <Button onClick={() => openLink(link)}>{linkLabel(link)}</Button>}
        {(kind === 'fill' || kind === 'partial') && (
          <Button onClick={() => showExecutions(link)}>Show executions</Button>
        )}
        <Button look="quiet" onClick={() => void markRead([id], unread)}>
          {unread ? 'Mark as read' : 'Mark as unread'}
        </Button>
        <Button look="quiet" onClick={() => void removeEntries([id])}>
          Remove
        </Button>
        <MuteButton kind={kind} />
      </div>
    </section>
  )
}
