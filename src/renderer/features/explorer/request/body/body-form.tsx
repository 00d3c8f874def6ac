import { useMemo } from 'react'
import type { Shape } from '../../../../../shared/catalogue/shape.ts'
import { useKeptFocus } from '../../../../ui/keep-focus.ts'
import { changeDraft, useActiveTab } from '../../explorer-store.ts'
import { checkBody } from './check-body.ts'
import { FieldNotes, notesOf, useNoteStore } from './field-notes.ts'
import type { JsonNode } from './json-node.ts'
import { writeJson } from './read-json.ts'
import { ObjectFields, ShapeEditor } from './shape-editor.tsx'

export interface BodyFormProps {
  readonly shape: Shape
  readonly node: JsonNode | undefined
}

const HEAD = { name: 'Body', label: '', help: undefined } as const

/** Form for the body. It has no state: each change updates the body of the draft. */
export function BodyForm({ shape, node }: BodyFormProps) {
  const reported = useActiveTab((data) => data.problems)
  const notes = useMemo(() => notesOf(node ? checkBody(shape, node) : [], reported), [shape, node, reported])
  const noteStore = useNoteStore(notes)
  const focus = useKeptFocus<HTMLDivElement>()
  const change = (next: JsonNode | undefined): void =>
    changeDraft((draft) => ({ ...draft, body: next ? writeJson(next) : '' }))
  const props = { node, pointer: '', head: HEAD, onChange: change } as const
  return (
    <FieldNotes value={noteStore}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset creates a box that cannot scroll */}
      <div {...focus} className="form-fields scroll" role="group" aria-label="Body fields">
        {shape.kind === 'object' ? (
          <ObjectFields {...props} shape={shape} />
        ) : (
          <ShapeEditor {...props} shape={shape} head={{ ...HEAD, label: 'body' }} />
        )}
      </div>
    </FieldNotes>
  )
}
