import { Plus, X } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { VariableRemedy } from '../../variables/variable-remedy.tsx'
import { type FieldNote, useFieldNote } from './field-notes.ts'
import type { Pointer } from './json-node.ts'

/** Header of a form row: name, help and Remove button. */
export interface FieldHead {
  readonly name: ReactNode
  /** Full name of the value, such as `orders[0].side`. */
  readonly label: string
  readonly required?: boolean | undefined
  readonly help: string | undefined
  readonly placeholder?: string | undefined
  readonly onRemove?: () => void
}

/** Properties that connect a control to its row. */
export interface RowControl {
  readonly label: string
  readonly noteId: string
  readonly invalid: boolean
}

interface FieldRowProps {
  readonly pointer: Pointer
  readonly head: FieldHead
  /** Whether the user can remove the value. */
  readonly removable: boolean
  /** Error that the body validation does not report. */
  readonly problem?: FieldNote | undefined
  readonly children: (control: RowControl) => ReactNode
}

/** Row of the form with name, control, and help or error. */
export function FieldRow({ pointer, head, removable, problem, children }: FieldRowProps) {
  const noteId = useId()
  const note = useFieldNote(pointer) ?? problem
  return (
    <div className="form-row line-below hoverable" data-row={pointer}>
      <FieldName head={head} />
      {children({ label: head.label, noteId, invalid: note !== undefined })}
      <NoteText id={noteId} note={note} help={head.help} />
      {removable && <RemoveButton head={head} />}
    </div>
  )
}

interface BlockProps {
  readonly pointer: Pointer
  readonly head: FieldHead
  /** Adds the value; undefined if the body already contains it. */
  readonly onAdd: (() => void) | undefined
  readonly children: ReactNode
}

/** Form block for a value that contains other values. Shows an Add button if the value is missing. */
export function Block({ pointer, head, onAdd, children }: BlockProps) {
  const id = useId()
  const note = useFieldNote(pointer)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot share a line with a button.
    <div role="group" aria-labelledby={id} className="form-block" data-row={pointer}>
      <div className="form-row form-block-head line-below hoverable">
        <FieldName id={id} head={head} />
        {onAdd && (
          <Button
            icon={<Plus size={14} aria-hidden="true" />}
            aria-invalid={note !== undefined || undefined}
            aria-label={`Add ${head.label}`}
            onClick={onAdd}
          >
            Add
          </Button>
        )}
        <NoteText note={note} help={head.help} />
        {!onAdd && <RemoveButton head={head} />}
      </div>
      {!onAdd && <div className="form-block-body">{children}</div>}
    </div>
  )
}

function FieldName({ id, head: { name, required } }: { readonly id?: string; readonly head: FieldHead }) {
  return (
    <span id={id} className="parameter-name code">
      {name}
      {required === true && <RequiredMark />}
    </span>
  )
}

function RemoveButton({ head: { label, onRemove } }: { readonly head: FieldHead }) {
  return (
    onRemove && (
      <Button
        look="quiet"
        icon={<X size={14} aria-hidden="true" />}
        aria-label={`Remove ${label}`}
        title="Remove"
        onClick={onRemove}
      />
    )
  )
}

interface AddItemProps {
  /** Full name of the array or map. */
  readonly of: string
  /** Reason why the user cannot add an item. */
  readonly refusal?: string | undefined
  readonly onClick: () => void
}

/** Add button below the items of an array or a map. */
export function AddItem({ of, refusal, onClick }: AddItemProps) {
  return (
    <div className="form-more">
      <Button
        look="quiet"
        icon={<Plus size={14} aria-hidden="true" />}
        disabled={refusal !== undefined}
        title={refusal}
        aria-label={`Add entry to ${of}`}
        onClick={onClick}
      >
        Add entry
      </Button>
    </div>
  )
}

interface NoteTextProps {
  readonly id?: string
  /** Error message to show instead of the help. */
  readonly note: FieldNote | undefined
  readonly help: string | undefined
}

/** Error message for a value, or its help in one line. */
export function NoteText({ id, note, help }: NoteTextProps) {
  if (note) {
    return (
      <p id={id} className="field-error" title={help}>
        {note.message}
        {note.variable !== undefined && <VariableRemedy name={note.variable} />}
      </p>
    )
  }
  return (
    <p id={id} className="parameter-help tertiary anchor small">
      {help !== undefined && help !== '' && (
        <span className="ellipsis" title={help}>
          {help}
        </span>
      )}
    </p>
  )
}

export const RequiredMark = () => (
  <span className="tone" data-tone="bad" title="Required">
    *<span className="visually-hidden"> required</span>
  </span>
)

interface MapKeyProps {
  readonly label: string
  readonly placeholder: string | undefined
  readonly name: string
  readonly onRename: (name: string) => boolean
}

/** Input for the name of a map entry. A name that already exists is marked as invalid. */
export function MapKey({ label, placeholder, name, onRename }: MapKeyProps) {
  const [rejected, setRejected] = useState<string>()
  return (
    <input
      className="input code"
      aria-label={label}
      aria-invalid={rejected !== undefined || undefined}
      title={rejected === undefined ? undefined : 'This name already exists. Enter another name.'}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      value={rejected ?? name}
      onChange={(event) => setRejected(onRename(event.target.value) ? undefined : event.target.value)}
    />
  )
}
