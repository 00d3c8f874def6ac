import { useMemo } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { Operation } from '../../../../../shared/catalogue/operation.ts'
import type { Shape } from '../../../../../shared/catalogue/shape.ts'
import { useKeptFocus } from '../../../../ui/keep-focus.ts'
import { loadedOperationDetails } from '../../../catalogue/index.ts'
import { changeDraft, useExplorerStore } from '../../explorer-store.ts'
import { draftFromOperation } from '../draft.ts'
import { checkBody } from './check-body.ts'
import { AnyEditorProvider, FormProblems, notesOf, useNoteStore } from './editor-context.ts'
import type { JsonNode } from './json-node.ts'
import { ObjectFields } from './object-editor.tsx'
import { writeJson } from './read-json.ts'
import { readableBody } from './readable-body.ts'
import { ShapeEditor } from './shape-editor.tsx'

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
        <div {...focus} className="form-fields scroll" role="group" aria-label="Body fields">
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

/**
 * Draws the form of an operation once where nobody sees it. Whatever a window does once only is done by then: its script is compiled, its
 * styles are matched, its letters are measured. It is gone before anything else happens in the window.
 */
export function rehearseForm(operation: Operation): void {
  const details = loadedOperationDetails(operation)
  const body = details && readableBody(details, draftFromOperation(operation).body)
  if (body?.kind !== 'form') return
  const stage = document.createElement('div')
  stage.className = 'form-rehearsal'
  stage.inert = true
  const root = createRoot(stage, { identifierPrefix: 'rehearsal-' })
  flushSync(() => root.render(<BodyForm shape={body.shape} node={body.node} />))
  document.body.append(stage)
  // Asking for its size has it laid out.
  stage.getBoundingClientRect()
  stage.remove()
  root.unmount()
}
