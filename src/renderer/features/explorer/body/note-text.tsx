import { VariableRemedy } from '../variable-remedy.tsx'
import type { FieldNote } from './form-problems.ts'

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
    <p id={id} className="parameter-help">
      {help !== undefined && help !== '' && <span title={help}>{help}</span>}
    </p>
  )
}
