import type { Operation } from '../../../../shared/catalogue/operation.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { findOperation, shortPath } from '../../catalogue/index.ts'
import { useActiveTab } from '../explorer-store.ts'
import { openOperation } from '../request/open-request.ts'
import { sendRequest } from '../request/send-request.ts'

/** Content of the response pane before the first response. */
export function Starters() {
  const written = useActiveTab(({ draft }) => draft.path !== '')
  if (written) {
    return (
      <EmptyState title="No response yet">
        Press <KeyHint keys="$mod+Enter" /> to send. The response appears here.
      </EmptyState>
    )
  }
  return (
    <div className="starters scroll">
      <h2 className="strong">Send your first request</h2>
      <p className="secondary">
        Press <KeyHint keys="$mod+k" /> to find any operation, or start with one of these:
      </p>
      <ul aria-label="Suggested requests">
        {starters.map((operation) => (
          <li key={operation.id}>
            <button
              type="button"
              className="starter wide line-below hoverable"
              onClick={() => {
                openOperation(operation)
                void sendRequest()
              }}
            >
              <span className="method" data-effect={operation.effect}>
                {operation.method}
              </span>
              <code className="ellipsis">{shortPath(operation.path)}</code>
              <span className="align-end ellipsis tertiary">{operation.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

const PATHS = [
  '/iserver/accounts',
  '/portfolio/accounts',
  '/iserver/account/orders',
  '/iserver/secdef/search',
  '/iserver/marketdata/snapshot',
]

/** Read requests that return useful data for any account. */
export const starters: readonly Operation[] = PATHS.flatMap((path) => findOperation('GET', path) ?? [])
