import { Plus, X } from 'lucide-react'
import { memo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { Button } from '../../../ui/button.tsx'
import { focusOnMount } from '../../../ui/focus-on-mount.ts'
import { useKeptFocus } from '../../../ui/keep-focus.ts'
import { changeDraft, NO_ROWS, useExplorerStore } from '../explorer-store.ts'
import { checkValue, isSought } from './body/check-value.ts'
import { NoteText, RequiredMark } from './body/field-row.tsx'
import { ValueControl } from './body/value-control.tsx'
import { specOfParameter, type ValueSpec } from './body/value-spec.ts'
import { type DraftRow, withNewRow, withoutRow, withRow } from './draft.ts'
import type { Problem } from './resolve-draft.ts'

/** Path parameters first, then the query; rows of the catalogue say what they are for. */
export function ParameterRows() {
  const { rows, problems, hidden } = useExplorerStore(
    useShallow(({ draft, problems, hiddenRows }) => ({ rows: draft.rows, problems, hidden: hiddenRows })),
  )
  const focus = useKeptFocus<HTMLDivElement>()
  const problemOf = (id: number): Problem | undefined => problems.find((problem) => problem.field === id)
  const shown = rows.filter(({ id, enabled }) => enabled || !hidden.includes(id) || problemOf(id) !== undefined)
  const count = rows.length - shown.length
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
        {count > 0 && (
          <Button look="quiet" onClick={() => useExplorerStore.setState({ hiddenRows: NO_ROWS })}>
            Show {count} optional {count === 1 ? 'parameter' : 'parameters'}
          </Button>
        )}
        {rows.length === 0 && <span>No parameters. A pasted query string is split into rows.</span>}
      </div>
    </div>
  )
}

/** The rows of another operation are others; a row that was added by hand stays the same while its name is typed. */
const keyOf = ({ id, name, parameter }: DraftRow): string => (parameter ? `${id} ${name}` : String(id))

const Row = memo(function Row({ row, problem }: { readonly row: DraftRow; readonly problem: Problem | undefined }) {
  const { parameter } = row
  const label = row.name || 'new parameter'
  const noteId = `parameter-note-${row.id}`
  const wrong = parameter && checkValue(specOfParameter(parameter), row.value.trim())
  const sought = parameter !== undefined && isSought(specOfParameter(parameter), row.value)
  const note = problem ?? (row.enabled && wrong !== undefined && !sought ? { message: wrong } : undefined)
  const required = isRequired(row)
  return (
    <li className="parameter" data-row={row.id} data-off={!row.enabled}>
      <input
        type="checkbox"
        aria-label={`Send ${label}`}
        title={row.place === 'path' ? 'Part of the path: always sent' : undefined}
        checked={row.enabled}
        disabled={row.place === 'path'}
        onChange={(event) => changeDraft((now) => withRow(now, row.id, { enabled: event.target.checked }))}
      />
      {parameter ? (
        <span className="parameter-name code">
          {row.name}
          {required && <RequiredMark />}
          {row.place === 'path' && <span className="parameter-place tertiary">path</span>}
        </span>
      ) : (
        <input
          className="input input-code"
          aria-label="Parameter name"
          placeholder="name"
          ref={row.name === '' ? focusOnMount : undefined}
          autoComplete="off"
          spellCheck={false}
          value={row.name}
          onChange={(event) => changeDraft((now) => withRow(now, row.id, { name: event.target.value }))}
        />
      )}
      <ValueInput row={row} label={label} invalid={note !== undefined} noteId={noteId} />
      <NoteText id={noteId} note={note} help={parameter?.help} />
      {!parameter && (
        <Button
          look="quiet"
          icon={<X size={14} aria-hidden="true" />}
          aria-label={`Remove ${label}`}
          onClick={() => changeDraft((now) => withoutRow(now, row.id))}
        />
      )}
    </li>
  )
})

/** Of two parameters that exclude each other, neither is required by itself. */
const isRequired = ({ place, parameter }: DraftRow): boolean =>
  place === 'path' || (parameter?.required === true && parameter.alternative === undefined)

interface ValueInputProps {
  readonly row: DraftRow
  readonly label: string
  readonly invalid: boolean
  readonly noteId: string
}

const FREE_TEXT: ValueSpec = { kind: 'string' }

function ValueInput({ row, label, invalid, noteId }: ValueInputProps) {
  return (
    <ValueControl
      spec={row.parameter ? specOfParameter(row.parameter) : FREE_TEXT}
      label={`Value of ${label}`}
      noteId={noteId}
      invalid={invalid}
      text={row.value}
      // Typing a value means wanting it sent.
      onText={(value) => changeDraft((now) => withRow(now, row.id, { value, enabled: true }))}
      placeholder="value"
      required={isRequired(row)}
    />
  )
}
