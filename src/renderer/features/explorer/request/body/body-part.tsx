import { useMemo } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { Later } from '../../../../ui/later.tsx'
import { Segmented } from '../../../../ui/segmented.tsx'
import { useOperationDetails } from '../../../catalogue/index.ts'
import { FileButton } from '../../../files/index.ts'
import { activeTab, changeDraft, chooseBodyView, useActiveTab, useExplorerStore } from '../../explorer-store.ts'
import { VariableRemedy } from '../../variables/variable-remedy.tsx'
import { operationOf } from '../draft.ts'
import { loadBody } from '../load-body.ts'
import { OrderTemplates } from '../order-templates.tsx'
import { BODY_EDITOR, BODY_FORM } from '../prepare-form.ts'
import { isInBody, type Problem } from '../resolve-draft.ts'
import { sendRequest } from '../send-request.ts'
import { type JsonNode, shareNodes } from './json-node.ts'
import { findBodyError, readJson, writeJson } from './read-json.ts'
import { type ReadableBody, readableBody } from './readable-body.ts'

/** Body of the request, as a form or as JSON. */
export function BodyPart() {
  const draft = useActiveTab((data) => data.draft)
  const view = useExplorerStore((data) => data.bodyView)
  const body = useReadableBody()
  if (view === 'form' && body.kind === 'loading') return <LoadingForm />
  return (
    <div className="body-form column full" data-row="body">
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
        <JsonView />
      )}
    </div>
  )
}

const LoadingForm = () => <p className="form-reason loading-line tertiary">Loading the form…</p>

function JsonView() {
  const body = useActiveTab((data) => data.draft.body)
  const reported = useActiveTab((data) => data.problems)
  const error = useMemo(() => findBodyError(body)?.reason, [body])
  // Omits the reported JSON error, which the list already contains.
  const others = reported.filter((problem) => isInBody(problem) && problem.message !== error)
  const problems: readonly Problem[] = error === undefined ? others : [{ field: 'body', message: error }, ...others]
  return (
    <>
      <Later
        part={BODY_EDITOR}
        props={{ value: body, invalid: problems.length > 0, onSend: send, onChange: changeBody }}
        meanwhile={<p className="form-reason loading-line tertiary">Loading the editor…</p>}
      />
      {problems.length > 0 && (
        <ul id="body-problem" className="body-problems rigid scroll line-row">
          {problems.map(({ field, message, variable }) => {
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
  )
}

const send = (): void => void sendRequest()
const changeBody = (body: string): void => changeDraft((draft) => ({ ...draft, body }))

function formatBody(): void {
  const read = readJson(activeTab().draft.body)
  if (read.kind === 'read') changeBody(writeJson(read.node))
}

/** Actions above the body: insert a template, format, load a file, and choose the view. */
export function BodyActions({ canFormat }: { readonly canFormat: boolean }) {
  const view = useExplorerStore((data) => data.bodyView)
  const body = useReadableBody()
  return (
    <div className="tabs-actions">
      <OrderTemplates />
      {canFormat && (view === 'json' || body.kind !== 'form') && (
        <Button look="quiet" onClick={formatBody}>
          Format
        </Button>
      )}
      <FileButton
        doing="load"
        look="quiet"
        title="Load the body from a file"
        command="load-body"
        onClick={() => void loadBody()}
      />
      {body.kind !== 'none' && (
        <Segmented
          label="Edit the body as"
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

const NOT_CATALOGUED: ReadableBody = { kind: 'raw', reason: 'Not in the catalogue: enter the body as JSON.' }
const LOADING: ReadableBody = { kind: 'loading' }

let shownNode: JsonNode | undefined

/** Reuses the unchanged nodes of the previous body. */
function withSharedNodes(body: ReadableBody): ReadableBody {
  if (body.kind !== 'form' || !body.node) return body
  shownNode = shareNodes(shownNode, body.node)
  return { ...body, node: shownNode }
}

function useReadableBody(): ReadableBody {
  const draft = useActiveTab((data) => data.draft)
  const operation = operationOf(draft)
  const details = useOperationDetails(operation)
  return useMemo(() => {
    if (!operation) return NOT_CATALOGUED
    return details ? withSharedNodes(readableBody(details, draft.body)) : LOADING
  }, [operation, details, draft.body])
}
