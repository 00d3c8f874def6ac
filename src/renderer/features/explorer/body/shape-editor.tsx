import { useId } from 'react'
import type { Shape } from '../../../../shared/catalogue/shape.ts'
import { ArrayEditor } from './array-editor.tsx'
import { fits, misfitWords } from './check-body.ts'
import { ChoiceEditor } from './choice-editor.tsx'
import type { ShapeEditorProps } from './editor-props.ts'
import { FieldRow } from './field-row.tsx'
import { FileControl } from './file-control.tsx'
import { useFieldNote } from './form-problems.ts'
import { MapEditor } from './map-editor.tsx'
import { ObjectEditor } from './object-editor.tsx'
import { PieceControl } from './piece-control.tsx'
import { ValueControl } from './value-control.tsx'
import { isValueShape, specOf, type ValueShape } from './value-spec.ts'
import { nodeOfText, textOf } from './value-text.ts'

/** The part of the form for one value of a body: a line for a plain value, a block for what holds others. */
export function ShapeEditor(props: ShapeEditorProps<Shape>) {
  const { shape, node } = props
  if (isValueShape(shape)) {
    return textOf(node) === undefined ? <Misfit {...props} /> : <ValueRow {...props} shape={shape} />
  }
  if (node !== undefined && (node.kind === 'variable' || !fits(shape, node))) return <Misfit {...props} />
  switch (shape.kind) {
    case 'array':
      return <ArrayEditor {...props} shape={shape} />
    case 'object':
      return <ObjectEditor {...props} shape={shape} />
    case 'map':
      return <MapEditor {...props} shape={shape} />
    case 'oneOf':
      return <ChoiceEditor {...props} shape={shape} />
    case 'file':
    case 'any':
      return <PieceRow {...props} shape={shape} />
  }
}

function ValueRow({ shape, node, head, pointer, onChange }: ShapeEditorProps<ValueShape>) {
  const noteId = useId()
  const note = useFieldNote(pointer)
  const spec = specOf(shape)
  return (
    <FieldRow {...head} pointer={pointer} note={note} noteId={noteId} onRemove={node && head.onRemove}>
      <ValueControl
        spec={spec}
        label={head.label}
        noteId={noteId}
        invalid={note !== undefined}
        text={textOf(node) ?? ''}
        onText={(text) => onChange(nodeOfText(spec, text))}
        placeholder={head.placeholder}
        required={head.required ?? false}
      />
    </FieldRow>
  )
}

function PieceRow({ shape, node, head, pointer, onChange }: ShapeEditorProps<Shape>) {
  const noteId = useId()
  const note = useFieldNote(pointer)
  const Control = shape.kind === 'file' ? FileControl : PieceControl
  return (
    <FieldRow {...head} pointer={pointer} note={note} noteId={noteId} onRemove={node && head.onRemove}>
      <Control
        label={head.label}
        noteId={noteId}
        invalid={note !== undefined}
        node={node}
        onChange={onChange}
        mediaTypes={shape.kind === 'file' ? shape.mediaTypes : []}
      />
    </FieldRow>
  )
}

/** What stands there is none of what the catalogue knows: shown as JSON, changed only by hand. */
function Misfit(props: ShapeEditorProps<Shape>) {
  const { shape, node, head, pointer, onChange } = props
  const noteId = useId()
  const note = useFieldNote(pointer) ?? (node && { message: misfitWords(shape, node) })
  return (
    <FieldRow {...head} pointer={pointer} note={note} noteId={noteId} onRemove={head.onRemove}>
      <PieceControl
        label={head.label}
        noteId={noteId}
        invalid={note !== undefined}
        node={node}
        onChange={onChange}
        mediaTypes={[]}
      />
    </FieldRow>
  )
}
