import { useMemo } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { Later } from '../../../../ui/later.tsx'
import { Segmented } from '../../../../ui/segmented.tsx'
import { useOperationDetails } from '../../../catalogue/index.ts'
import { FileButton } from '../../../files/index.ts'
import { type BodyView, changeDraft, chooseBodyView, useExplorerStore } from '../../explorer-store.ts'
import { VariableRemedy } from '../../variables/variable-remedy.tsx'
import { operationOf } from '../draft.ts'
import { loadBody } from '../load-body.ts'
import { OrderTemplates } from '../order-templates.tsx'
import { BODY_EDITOR, BODY_FORM } from '../prepare-form.ts'
import { isInBody, type Problem } from '../resolve-draft.ts'
import { sendRequest } from '../send-request.ts'
import { type JsonNode, shareNodes } from './json-node.ts'
import { locateJsonError, readJson, writeJson } from './read-json.ts'
import { type ReadableBody, readableBody } from './readable-body.ts'

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
    <div className="body-form column" data-row="body">
      {body.kind === 'none' && (
        <p className="form-reason secondary">
          This operation takes no body{draft.body.trim() === '' ? '.' : ', but this text is sent.'}
        </p>
      )}
      {body.kind === 'raw' && view === 'form' && <p className="form-reason secondary">{body.reason}</p>}
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
            meanwhile={<p className="loading-line tertiary">Loading the editor…</p>}
          />
          {wrong.length > 0 && (
            <ul id="body-problem" className="body-problems rigid scroll">
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

const LoadingForm = () => <p className="loading-line tertiary">Loading the form…</p>

const send = (): void => void sendRequest()
const takeText = (body: string): void => changeDraft((draft) => ({ ...draft, body }))

/** Above the body: form or JSON, and what fills it in. */
export function BodyActions({ tidy }: { readonly tidy: boolean }) {
  const { body, view } = useBody()
  return (
    <div className="tabs-actions">
      <OrderTemplates />
      {tidy && (view === 'json' || body.kind !== 'form') && <TidyButton />}
      <FileButton
        doing="load"
        look="quiet"
        title="Load the body from a file"
        command="load-body"
        onClick={() => void loadBody()}
      />
      {body.kind !== 'none' && (
        <Segmented
          label="Write the body as"
          options={[
            { value: 'form', label: 'Form' },
            { value: 'json', label: 'JSON' },
          ]}
          value={view}
          onChange={chooseBodyView}
        />
      )}
    </div>
  )
}

function TidyButton() {
  return (
    <Button
      look="quiet"
      onClick={() =>
        changeDraft((now) => {
          const read = readJson(now.body)
          return read.kind === 'read' ? { ...now, body: writeJson(read.node) } : now
        })
      }
    >
      Format
    </Button>
  )
}

export interface BodyOfForm {
  readonly body: ReadableBody
  readonly view: BodyView
  /** Why the text is not JSON. */
  readonly flaw: string | undefined
}

const NOT_CATALOGUED: ReadableBody = { kind: 'raw', reason: 'Not in the catalogue: write the body as JSON.' }
const LOADING: ReadableBody = { kind: 'loading' }

let shown: JsonNode | undefined

/** Made of what was shown before, wherever that has not changed. */
function sharing(body: ReadableBody): ReadableBody {
  if (body.kind !== 'form' || !body.node) return body
  shown = shareNodes(shown, body.node)
  return { ...body, node: shown }
}

/** How the body of the draft is shown. */
export function useBody(): BodyOfForm {
  const draft = useExplorerStore((data) => data.draft)
  const view = useExplorerStore((data) => data.bodyView)
  const operation = operationOf(draft)
  const details = useOperationDetails(operation)
  const body = useMemo(() => {
    if (!operation) return NOT_CATALOGUED
    return details ? sharing(readableBody(details, draft.body)) : LOADING
  }, [operation, details, draft.body])
  const flaw = useMemo(() => {
    if (draft.body.trim() === '' || readJson(draft.body).kind === 'read') return undefined
    return locateJsonError(draft.body)
  }, [draft.body])
  return { body, view, flaw }
}
