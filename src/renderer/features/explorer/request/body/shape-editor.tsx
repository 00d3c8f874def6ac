import { useId, useState } from 'react'
import type { ChoiceShape, Shape } from '../../../../../shared/catalogue/shape.ts'
import { Select } from '../../../../ui/select.tsx'
import { ArrayEditor, firstOf } from './array-editor.tsx'
import { choiceFor, fits, misfitWords } from './check-body.ts'
import { type ShapeEditorProps, useFieldNote, useShapeEditor } from './editor-context.ts'
import { FieldRow } from './field-row.tsx'
import { FileControl, PieceControl } from './json-control.tsx'
import { MapEditor } from './map-editor.tsx'
import { ObjectEditor } from './object-editor.tsx'
import { ValueControl } from './value-control.tsx'
import { isValueShape, nodeOfText, specOf, textOf, type ValueShape } from './value-spec.ts'

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

/** One of several forms. Another choice changes what is shown; what stands there goes only where it has no place in the new form. */
export function ChoiceEditor(props: ShapeEditorProps<ChoiceShape>) {
  const ShapeEditor = useShapeEditor()
  const { shape, node, owner, head, onChange } = props
  const [chosen, setChosen] = useState<number>()
  const decided = shape.choices.some(({ when }) => when)
  const found = choiceFor(shape, node, owner)
  // What came from elsewhere (the JSON, a template) decides again.
  const wish = chosen === undefined ? undefined : shape.choices[chosen]
  const wished = wish && (!node || fits(wish.shape, node)) ? chosen : undefined
  const at =
    wished ??
    Math.max(
      shape.choices.findIndex((choice) => choice.shape === found),
      0,
    )
  const current = shape.choices[at]
  if (!current) return null
  const choose = (next: number): void => {
    const chosen = shape.choices[next]
    if (!chosen) return
    setChosen(next)
    if (node && !fits(chosen.shape, node)) onChange(firstOf(chosen.shape))
  }
  const name = (
    <>
      {head.name}
      {!(decided && wished === undefined) && (
        <Select
          className="form-choice"
          aria-label={`Form of ${head.label}`}
          value={at}
          options={shape.choices.map(({ title }, value) => ({ value, label: title }))}
          onChange={choose}
        />
      )}
    </>
  )
  return <ShapeEditor {...props} shape={current.shape} head={{ ...head, name }} />
}
