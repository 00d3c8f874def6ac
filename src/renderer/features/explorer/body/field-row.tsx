import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { VariableRemedy } from '../variable-remedy.tsx'
import type { FieldNote } from './form-problems.ts'

interface FieldRowProps {
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
export function FieldRow({ name, label, required = false, note, help, noteId, onRemove, children }: FieldRowProps) {
  return (
    <div className="form-row" data-missing={note !== undefined || undefined}>
      <span className="parameter-name">
        {name}
        {required && (
          <span className="parameter-required" title="Required">
            *<span className="visually-hidden"> required</span>
          </span>
        )}
      </span>
      {children}
      <p id={noteId} className={note === undefined ? 'parameter-help' : 'field-error'} title={help}>
        {note?.message ?? help}
        {note?.variable !== undefined && <VariableRemedy name={note.variable} />}
      </p>
      {onRemove ? (
        <Button
          look="quiet"
          icon={<X size={14} aria-hidden="true" />}
          aria-label={`Leave out ${label}`}
          title="Leave out"
          onClick={onRemove}
        />
      ) : (
        <span />
      )}
    </div>
  )
}
