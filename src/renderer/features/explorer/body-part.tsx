import { changeDraft, useExplorerStore } from '../../stores/explorer-store.ts'
import { Later } from '../../ui/later.tsx'
import { operationOf } from './draft-operation.ts'
import { sendRequest } from './explorer-actions.ts'
import { BODY_EDITOR, BODY_FORM } from './prepare-form.ts'
import { isInBody, type Problem } from './resolve-draft.ts'
import { useBody } from './use-body.ts'
import { VariableRemedy } from './variable-remedy.tsx'

/** The body as a form where the catalogue knows its shape, and as JSON: two views of one text. */
export function BodyPart() {
  const { body, view, flaw } = useBody()
  const problems = useExplorerStore((data) => data.problems)
  const draft = useExplorerStore((data) => data.draft)
  if (body.kind === 'loading' && view === 'form') return <LoadingForm />
  // Sending a text that is not JSON reports the same flaw once more.
  const inBody = problems.filter((problem) => isInBody(problem) && problem.message !== flaw)
  const wrong: readonly Problem[] = flaw === undefined ? inBody : [{ field: 'body', message: flaw }, ...inBody]
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
            props={{ value: draft.body, invalid: wrong.length > 0, onSend: send, onChange: takeText }}
            meanwhile={<p className="loading-line">Loading the editor…</p>}
          />
          {wrong.length > 0 && (
            <ul id="body-problem" className="body-problems">
              {wrong.map(({ field, message, variable }) => {
                const pointer = typeof field === 'object' ? field.pointer : ''
                return (
                  <li key={`${pointer} ${message}`} className="field-error">
                    {pointer !== '' && <code>{pointer} </code>}
                    {message}
                    {variable !== undefined && <VariableRemedy name={variable} />}
                  </li>
                )
              })}
            </ul>
          )}
        </>
      )}
    </div>
  )
}

const LoadingForm = () => <p className="loading-line">Loading the form…</p>

const send = (): void => void sendRequest()
const takeText = (body: string): void => changeDraft((draft) => ({ ...draft, body }))
