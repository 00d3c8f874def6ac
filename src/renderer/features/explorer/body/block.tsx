import { Plus, X } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { Button } from '../../../ui/button.tsx'
import { RequiredMark } from '../required-mark.tsx'
import type { EditorHead } from './editor-props.ts'
import type { FieldNote } from './form-problems.ts'
import type { Pointer } from './json-node.ts'
import { NoteText } from './note-text.tsx'

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
        <span id={`${id}name`} className="parameter-name">
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
