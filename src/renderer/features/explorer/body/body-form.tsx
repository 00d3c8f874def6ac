import { useMemo } from 'react'
import type { Shape } from '../../../../shared/catalogue/shape.ts'
import { changeDraft, useExplorerStore } from '../../../stores/explorer-store.ts'
import { useKeptFocus } from '../../../ui/keep-focus.ts'
import { checkBody } from './check-body.ts'
import { AnyEditorProvider } from './editor-props.ts'
import { FormProblems, notesOf, useNoteStore } from './form-problems.ts'
import type { JsonNode } from './json-node.ts'
import { ObjectFields } from './object-editor.tsx'
import { ShapeEditor } from './shape-editor.tsx'
import { writeJson } from './write-json.ts'

export interface BodyFormProps {
  readonly shape: Shape
  readonly node: JsonNode | undefined
}

const ROOT = { name: 'Body', label: '', help: undefined } as const

/** The body as a form. It keeps nothing of its own: each change is written into the text, which is read again. */
export function BodyForm({ shape, node }: BodyFormProps) {
  const told = useExplorerStore((data) => data.problems)
  const notes = useMemo(() => notesOf(node ? checkBody(shape, node) : [], told), [shape, node, told])
  const noteStore = useNoteStore(notes)
  const focus = useKeptFocus<HTMLDivElement>()
  const change = (next: JsonNode | undefined): void =>
    changeDraft((draft) => ({ ...draft, body: next ? writeJson(next) : '' }))
  const props = { node, owner: undefined, pointer: '', head: ROOT, onChange: change } as const
  return (
    <FormProblems value={noteStore}>
      <AnyEditorProvider value={ShapeEditor}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a box of its own that cannot scroll */}
        <div {...focus} className="form-fields" role="group" aria-label="Body fields">
          {shape.kind === 'object' ? (
            <ObjectFields {...props} shape={shape} />
          ) : (
            <ShapeEditor {...props} shape={shape} head={{ ...ROOT, label: 'body' }} />
          )}
        </div>
      </AnyEditorProvider>
    </FormProblems>
  )
}
