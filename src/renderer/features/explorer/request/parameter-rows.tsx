import { Plus, X } from 'lucide-react'
import { memo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { Button } from '../../../ui/button.tsx'
import { focusOnMount } from '../../../ui/focus-on-mount.ts'
import { useKeptFocus } from '../../../ui/keep-focus.ts'
import { changeDraft, changeTab, NO_ROWS, useActiveTab } from '../explorer-store.ts'
import { checkValue, isLookedUp } from './body/check-value.ts'
import { NoteText, RequiredMark } from './body/field-row.tsx'
import { ValueControl } from './body/value-control.tsx'
import type { ValueSpec } from './body/value-spec.ts'
import { type DraftRow, withNewRow, withoutRow, withRow } from './draft.ts'
import type { Problem } from './resolve-draft.ts'

/** Rows of the path parameters, followed by the query parameters. */
export function ParameterRows() {
  const { rows, problems, hiddenRows } = useActiveTab(
    useShallow(({ draft, problems, hiddenRows }) => ({ rows: draft.rows, problems, hiddenRows })),
  )
  const focus = useKeptFocus<HTMLDivElement>()
  const problemOf = (id: number): Problem | undefined => problems.find((problem) => problem.field === id)
  const shown = rows.filter(({ id, enabled }) => enabled || !hiddenRows.includes(id) || problemOf(id) !== undefined)
  const hidden = rows.length - shown.length
  return (
    <div {...focus} className="parameters">
      {shown.length > 0 && (
        <ul aria-label="Parameters">
          {shown.map((row) => (
            <Row key={keyOf(row)} row={row} problem={problemOf(row.id)} />
          ))}
        </ul>
      )}
      <div className="parameters-foot row wrap tertiary">
        <Button look="quiet" icon={<Plus size={14} aria-hidden="true" />} onClick={() => changeDraft(withNewRow)}>
          Add parameter
        </Button>
        {hidden > 0 && (
          <Button look="quiet" onClick={() => changeTab({ hiddenRows: NO_ROWS })}>
            Show {hidden} optional {hidden === 1 ? 'parameter' : 'parameters'}
          </Button>
        )}
        {rows.length === 0 && <span>No parameters. A pasted query string is split into rows.</span>}
      </div>
    </div>
  )
}

/** Returns a React key. It does not change while the user enters the name of an added row. */
const keyOf = ({ id, name, parameter }: DraftRow): string => (parameter ? `${id} ${name}` : String(id))

const FREE_TEXT: ValueSpec = { kind: 'string' }

const Row = memo(function Row({ row, problem }: { readonly row: DraftRow; readonly problem: Problem | undefined }) {
  const { id, name, value, enabled, parameter, place } = row
  const label = name || 'new parameter'
  const noteId = `parameter-note-${id}`
  const spec = parameter ?? FREE_TEXT
  const invalid = enabled && !isLookedUp(spec, value) ? checkValue(spec, value.trim()) : undefined
  const note = problem ?? (invalid === undefined ? undefined : { message: invalid })
  // Of two alternative parameters, neither is required.
  const required = place === 'path' || (parameter?.required === true && parameter.alternative === undefined)
  const change = (changes: Parameters<typeof withRow>[2]): void => changeDraft((draft) => withRow(draft, id, changes))
  return (
    <li className="parameter line-below hoverable" data-row={id} data-off={!enabled}>
      <input
        type="checkbox"
        aria-label={`Send ${label}`}
        title={place === 'path' ? 'Part of the path: always sent' : undefined}
        checked={enabled}
        disabled={place === 'path'}
        onChange={(event) => change({ enabled: event.target.checked })}
      />
      {parameter ? (
        <span className="parameter-name code">
          {name}
          {required && <RequiredMark />}
          {place === 'path' && <span className="parameter-place tertiary tiny">path</span>}
        </span>
      ) : (
        <input
          className="input code"
          aria-label="Parameter name"
          placeholder="name"
          ref={name === '' ? focusOnMount : undefined}
          autoComplete="off"
          spellCheck={false}
          value={name}
          onChange={(event) => change({ name: event.target.value })}
        />
      )}
      <ValueControl
        spec={spec}
        label={`Value of ${label}`}
        noteId={noteId}
        invalid={note !== undefined}
        text={value}
        // Typing a value enables its parameter.
        onText={(text) => change({ value: text, enabled: true })}
        placeholder="value"
        required={required}
      />
      <NoteText id={noteId} note={note} help={parameter?.help} />
      {!parameter && (
        <Button
          look="quiet"
          icon={<X size={14} aria-hidden="true" />}
          aria-label={`Remove ${label}`}
          onClick={() => changeDraft((draft) => withoutRow(draft, id))}
        />
      )}
    </li>
  )
})
