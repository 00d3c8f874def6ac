import { changeDraft, useExplorerStore } from '../../stores/explorer-store.ts'
import { Later } from '../../ui/later.tsx'
import { operationOf } from './draft-operation.ts'
import { sendRequest } from './explorer-actions.ts'
import { BODY_EDITOR, BODY_FORM } from './prepare-form.ts'
import { useBody } from './use-body.ts'
import { VariableRemedy } from './variable-remedy.tsx'

/** The body as a form where the catalogue knows its shape, and as JSON: two views of one text. */
export function BodyPart() {
  const { body, view, flaw } = useBody()
  const problem = useExplorerStore((data) =>
    data.problems.find(({ field }) => field === 'body' || typeof field === 'object'),
  )
  const draft = useExplorerStore((data) => data.draft)
  if (body.kind === 'loading' && view === 'form') return <LoadingForm />
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
        <Later
          key={operationOf(draft)?.id}
          part={BODY_FORM}
          props={{ shape: body.shape, node: body.node }}
          meanwhile={<LoadingForm />}
        />
      ) : (
        <>
          <Later
            part={BODY_EDITOR}
            props={{ value: draft.body, invalid: wrong !== undefined, onSend: send, onChange: takeText }}
            meanwhile={<p className="loading-line">Loading the editor…</p>}
          />
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

const LoadingForm = () => <p className="loading-line">Loading the form…</p>

const send = (): void => void sendRequest()
const takeText = (body: string): void => changeDraft((draft) => ({ ...draft, body }))
