import { Plus, X } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Button } from '../../../ui/button.tsx'
import { VariableRemedy } from '../variable-remedy.tsx'
import type { EditorHead } from './editor-props.ts'
import type { FieldNote } from './form-problems.ts'

interface BlockProps {
  readonly head: EditorHead
  readonly note: FieldNote | undefined
  /** Undefined: it is there. Otherwise what puts it in. */
  readonly onAdd: (() => void) | undefined
  readonly children: ReactNode
}

/** A value that holds others: its name and help above them, or a button where it is not in the body. */
export function Block({ head, note, onAdd, children }: BlockProps) {
  const id = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot stand in a line with a button.
    <div role="group" aria-labelledby={`${id}name`} className="form-block">
      <div className="form-row form-block-head">
        <span id={`${id}name`} className="parameter-name">
          {head.name}
          {head.required === true && (
            <span className="parameter-required" title="Required">
              *<span className="visually-hidden"> required</span>
            </span>
          )}
        </span>
        {onAdd ? (
          <Button
            icon={<Plus size={14} aria-hidden="true" />}
            aria-invalid={note !== undefined || undefined}
            aria-label={`Add ${head.label}`}
            onClick={onAdd}
          >
            Add
          </Button>
        ) : (
          <span />
        )}
        <p className={note === undefined ? 'parameter-help' : 'field-error'} title={head.help}>
          {note?.message ?? head.help}
          {note?.variable !== undefined && <VariableRemedy name={note.variable} />}
        </p>
        {!onAdd && head.onRemove ? (
          <Button
            look="quiet"
            icon={<X size={14} aria-hidden="true" />}
            aria-label={`Leave out ${head.label}`}
            title="Leave out"
            onClick={head.onRemove}
          />
        ) : (
          <span />
        )}
      </div>
      {!onAdd && <div className="form-block-body">{children}</div>}
    </div>
  )
}
