import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { RequiredMark } from '../required-mark.tsx'
import type { FieldNote } from './form-problems.ts'
import type { Pointer } from './json-node.ts'
import { NoteText } from './note-text.tsx'

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
      <span className="parameter-name">
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
