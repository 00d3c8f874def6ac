import { lazy, Suspense } from 'react'
import { changeDraft, useExplorerStore } from '../../stores/explorer-store.ts'
import { operationOf } from './draft-operation.ts'
import { sendRequest } from './explorer-actions.ts'
import { loadBodyForm } from './prepare-form.ts'
import { useBody } from './use-body.ts'
import { VariableRemedy } from './variable-remedy.tsx'

const BodyEditor = lazy(async () => ({ default: (await import('./body-editor.tsx')).BodyEditor }))
const BodyForm = lazy(async () => ({ default: (await loadBodyForm()).BodyForm }))

/** The body as a form where the catalogue knows its shape, and as JSON: two views of one text. */
export function BodyPart() {
  const { body, view, flaw } = useBody()
  const problem = useExplorerStore((data) =>
    data.problems.find(({ field }) => field === 'body' || typeof field === 'object'),
  )
  const draft = useExplorerStore((data) => data.draft)
  const wrong = flaw ?? problem?.message
  return (
    <div className="body-form" data-row="body">
      {body.kind === 'none' && (
        <p className="form-reason">
          This call takes no body{draft.body.trim() === '' ? '.' : '; what stands here is sent all the same.'}
        </p>
      )}
      {body.kind === 'raw' && view === 'form' && <p className="form-reason">{body.reason}</p>}
      {body.kind === 'form' && view === 'form' ? (
        <Suspense fallback={<p className="loading-line">Loading the form…</p>}>
          <BodyForm key={operationOf(draft)?.id} shape={body.shape} node={body.node} />
        </Suspense>
      ) : (
        <>
          <Suspense fallback={<p className="loading-line">Loading the editor…</p>}>
            <BodyEditor
              value={draft.body}
              invalid={wrong !== undefined}
              onSend={() => void sendRequest()}
              onChange={(text) => changeDraft((now) => ({ ...now, body: text }))}
            />
          </Suspense>
          {wrong !== undefined && (
            <p id="body-problem" className="field-error">
              {problem && typeof problem.field === 'object' && <code>{problem.field.pointer} </code>}
              {wrong}
              {problem?.variable !== undefined && <VariableRemedy name={problem.variable} />}
            </p>
          )}
        </>
      )}
    </div>
  )
}
