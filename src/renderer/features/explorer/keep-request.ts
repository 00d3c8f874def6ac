import { ofTab, recall, remember } from '../../platform/local-memory.ts'
import { isRecent, type RecentRequest, useExplorerStore } from '../../stores/explorer-store.ts'
import { type Draft, draftFromOperation, EMPTY_DRAFT, isPathOf } from './draft.ts'
import { findOperation } from './find-operation.ts'
import { shortPath } from './short-path.ts'
import { withTypedPath } from './typed-path.ts'

/** Brings the request of this tab back after a reload, and keeps it from then on: method and path, no values. */
export function keepRequestOverReload(): () => void {
  const kept = recall('request', isKept, undefined, ofTab)
  if (kept) useExplorerStore.setState({ draft: draftOf(kept) })
  return useExplorerStore.subscribe(({ draft }, before) => {
    if (draft.path === before.draft.path && draft.method === before.draft.method) return
    remember('request', templateOf(draft), ofTab)
  })
}

const isKept = (value: unknown): value is RecentRequest | undefined => value === undefined || isRecent(value)

/** Where a value was typed into the path of an operation, the path of the operation. */
function templateOf({ method, path, operation }: Draft): RecentRequest {
  const plain = path.split('?')[0] ?? ''
  const known = operation?.method === method && isPathOf(operation, plain)
  return { method, path: known ? shortPath(operation.path) : plain }
}

function draftOf({ method, path }: RecentRequest): Draft {
  const operation = findOperation(method, path)
  return operation ? draftFromOperation(operation) : withTypedPath({ ...EMPTY_DRAFT, method }, path)
}
