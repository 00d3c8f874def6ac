import { useState } from 'react'
import type { ChoiceShape } from '../../../../shared/catalogue/shape.ts'
import { firstOf } from './array-editor.tsx'
import { choiceFor, fits } from './check-body.ts'
import { type ShapeEditorProps, useShapeEditor } from './editor-props.ts'

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
        <select
          className="input form-choice"
          aria-label={`Form of ${head.label}`}
          value={at}
          onChange={(event) => choose(Number(event.target.value))}
        >
          {shape.choices.map((choice, index) => (
            <option key={choice.title} value={index}>
              {choice.title}
            </option>
          ))}
        </select>
      )}
    </>
  )
  return <ShapeEditor {...props} shape={current.shape} head={{ ...head, name }} />
}
