import { Plus, X } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { VariableRemedy } from '../../variables/variable-remedy.tsx'
import type { EditorHead, FieldNote } from './editor-context.ts'
import type { Pointer } from './json-node.ts'

interface BlockProps {
  readonly pointer: Pointer
  readonly head: EditorHead
  readonly note: FieldNote | undefined
  /** Undefined: it is there. Otherwise what puts it in. */
  readonly onAdd: (() => void) | undefined
  readonly children: ReactNode
}

/** A value that holds others: its name and help above them, or a button where it is not in the body. */
export function Block({ pointer, head, note, onAdd, children }: BlockProps) {
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot stand in a line with a button.
    <div role="group" aria-labelledby={`${id}name`} className="form-block" data-row={pointer}>
      <div className="form-row form-block-head">
        <span id={`${id}name`} className="parameter-name code">
          {head.name}
          {head.required === true && <RequiredMark />}
        </span>
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
        {!onAdd && head.onRemove && (
          <Button
            look="quiet"
            icon={<X size={14} aria-hidden="true" />}
            aria-label={`Leave out ${head.label}`}
            title="Leave out"
            onClick={head.onRemove}
          />
        )}
      </div>
      {!onAdd && <div className="form-block-body">{children}</div>}
    </div>
  )
}

interface FieldRowProps {
  readonly pointer: Pointer
  readonly name: ReactNode
  /** Names it in full, for the button that takes it out. */
  readonly label: string
  readonly required?: boolean
  readonly note: FieldNote | undefined
  readonly help: string | undefined
  readonly noteId: string
  readonly onRemove?: (() => void) | undefined
  /** Right of the name. */
  readonly children: ReactNode
}

/** One line of the form: name, control, what it means or what is wrong with it. */
export function FieldRow({
  pointer,
  name,
  label,
  required = false,
  note,
  help,
  noteId,
  onRemove,
  children,
}: FieldRowProps) {
  return (
    <div className="form-row" data-row={pointer}>
      <span className="parameter-name code">
        {name}
        {required && <RequiredMark />}
      </span>
      {children}
      <NoteText id={noteId} note={note} help={help} />
      {onRemove && (
        <Button
          look="quiet"
          icon={<X size={14} aria-hidden="true" />}
          aria-label={`Leave out ${label}`}
          title="Leave out"
          onClick={onRemove}
        />
      )}
    </div>
  )
}

interface NoteTextProps {
  readonly id?: string
  /** What is wrong: said in place of the help. */
  readonly note: FieldNote | undefined
  readonly help: string | undefined
}

/** What a value means, in one line that opens over its neighbours while the row is used; or what is wrong with it, in full. */
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
    <p id={id} className="parameter-help tertiary">
      {help !== undefined && help !== '' && (
        <span className="ellipsis" title={help}>
          {help}
        </span>
      )}
    </p>
  )
}

/** Behind a name: IBKR refuses the call without it. */
export const RequiredMark = () => (
  <span className="parameter-required" title="Required">
    *<span className="visually-hidden"> required</span>
  </span>
)
