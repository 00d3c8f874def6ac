import { Columns2, Download, Trash2 } from 'lucide-react'
import type { HistoryQuery } from '../../../shared/contract/schemas.ts'
import { formatNumber } from '../../../shared/domain/format-number.ts'
import { HTTP_METHODS } from '../../../shared/domain/requests.ts'
import { useProfilesStore } from '../../stores/profiles-store.ts'
import { Button } from '../../ui/button.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Select, type SelectOption } from '../../ui/select.tsx'
import {
  askToClearHistory,
  askToExportHistory,
  changeQuery,
  compareMarked,
  filterByTime,
  HISTORY_LIST,
  HISTORY_SEARCH,
  readHistory,
  searchHistory,
} from './history-actions.ts'
import { isReversed, TIMES } from './history-query.ts'
import { type HistoryList, useHistoryStore } from './history-store.ts'

/** Filter presets. */
const PARTS: readonly { readonly title: string; readonly part: HistoryQuery }[] = [
  { title: 'All', part: {} },
  { title: 'Failed', part: { result: 'bad' } },
  { title: 'Writes', part: { changes: true } },
  { title: 'Pinned', part: { pinned: true } },
]

const PART_KEYS = ['result', 'changes', 'pinned'] as const

export function HistoryToolbar() {
  const marked = useHistoryStore((data) => data.marked.length)
  const total = useHistoryStore((data) => data.list?.total ?? 0)
  const text = useHistoryStore((data) => data.text)
  const profiles = useProfilesStore((data) => data.list?.profiles) ?? []
  return (
    <header className="list-toolbar bar">
      <Parts />
      <SearchField
        id={HISTORY_SEARCH}
        label="Search history"
        title="Search paths, parameters, status, bodies and responses"
        text={text}
        onText={searchHistory}
        grid={HISTORY_LIST}
        keys="/"
      />
      <QueryChoice
        field="method"
        label="Method"
        any="Any method"
        options={HTTP_METHODS.map((value) => ({ value, label: value }))}
      />
      <TimeChoice />
      {profiles.length > 1 && (
        <QueryChoice
          field="profileId"
          label="Profile"
          any="Any profile"
          options={profiles.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <Count />
      <Button
        look="quiet"
        icon={<Columns2 size={13} aria-hidden="true" />}
        disabled={marked < 2}
        title={marked < 2 ? 'Mark two requests with Space first' : 'Compare both responses'}
        keys="c"
        onClick={compareMarked}
      >
        Compare
      </Button>
      <Button
        look="quiet"
        icon={<Download size={13} aria-hidden="true" />}
        disabled={total === 0}
        title="Export the listed requests as HAR or script…"
        onClick={(event) => isFirst(event) && askToExportHistory()}
      >
        Export
      </Button>
      <Button
        look="quiet"
        icon={<Trash2 size={13} aria-hidden="true" />}
        title="Clear history…"
        aria-label="Clear history"
        disabled={total === 0}
        onClick={(event) => isFirst(event) && askToClearHistory()}
      />
    </header>
  )
}

function Parts() {
  const query = useHistoryStore((data) => data.query)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms, and these are toggles in a toolbar.
    <div role="group" aria-label="History filter" className="choices">
      {PARTS.map(({ title, part }) => (
        <button
          key={title}
          type="button"
          className="choice secondary row"
          aria-pressed={PART_KEYS.every((key) => query[key] === part[key])}
          onClick={() => changeQuery({ result: undefined, changes: undefined, pinned: undefined, ...part })}
        >
          {title}
        </button>
      ))}
    </div>
  )
}

interface QueryChoiceProps {
  readonly field: 'method' | 'profileId'
  readonly label: string
  readonly any: string
  readonly options: readonly SelectOption<string>[]
}

/** Toggle button that filters by one field of the query. */
function QueryChoice({ field, label, any, options }: QueryChoiceProps) {
  const value = useHistoryStore((data) => data.query[field])
  return (
    <Select
      className="list-choice input-fit"
      aria-label={label}
      value={value ?? ''}
      options={[{ value: '', label: any }, ...options]}
      onChange={(chosen) => changeQuery({ [field]: chosen === '' ? undefined : chosen })}
    />
  )
}

function countText({ total, more }: HistoryList): string {
  if (more) return `newest ${formatNumber(total)} matches`
  return `${formatNumber(total)} ${total === 1 ? 'request' : 'requests'}`
}

function Count() {
  const list = useHistoryStore((data) => data.list)
  const newestId = useHistoryStore((data) => data.pulse.newestId)
  const newer = list ? newestId - list.newestId : 0
  return (
    <span className="list-count row small tertiary nowrap">
      <span role="status">{list ? countText(list) : ''}</span>
      {newer > 0 && (
        <button type="button" className="list-newer" onClick={() => void readHistory()}>
          {formatNumber(newer)} newer
        </button>
      )}
    </span>
  )
}

/**
 * Reports whether a click is the first of a double click. The pane may open below the pointer before the second click.
 */
const isFirst = (event: { readonly detail: number }): boolean => event.detail < 2

/** Time filter with named ranges and a custom range. */
function TimeChoice() {
  const times = useHistoryStore((data) => data.times)
  const between = useHistoryStore((data) => data.between)
  const reversed = isReversed(between.from, between.to)
  return (
    <>
      <Select
        className="list-choice input-fit"
        aria-label="Time"
        value={times}
        options={TIMES}
        onChange={filterByTime}
      />
      {times === 'between' && (
        <fieldset className="row wrap small secondary" aria-label="Time range">
          {(['from', 'to'] as const).map((end) => (
            <label key={end}>
              {end}{' '}
              <input
                type="datetime-local"
                className="input input-fit"
                max="9999-12-31T23:59"
                aria-invalid={(end === 'to' && reversed) || undefined}
                aria-describedby={end === 'to' && reversed ? 'history-reversed' : undefined}
                value={between[end]}
                onChange={(event) => filterByTime('between', { ...between, [end]: event.target.value })}
              />
            </label>
          ))}
          {reversed && (
            <span id="history-reversed" className="field-error">
              Choose an end after the start.
            </span>
          )}
        </fieldset>
      )}
    </>
  )
}
