import { useMemo } from 'react'
import { type BodyView, useExplorerStore } from '../../stores/explorer-store.ts'
import type { JsonNode } from './body/json-node.ts'
import { readJson } from './body/read-json.ts'
import { type ReadableBody, readableBody } from './body/readable-body.ts'
import { shareNodes } from './body/share-nodes.ts'
import { operationOf } from './draft-operation.ts'
import { locateJsonError } from './json-error.ts'
import { useOperationDetails } from './operation-details.ts'

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
