import type { SavedRequest } from '../../../../shared/contract/saved-request-views.ts'
import type { Effect, HttpMethod } from '../../../../shared/domain/requests.ts'
import type { ExplorerTab } from '../explorer-store.ts'
import { operationOf } from '../request/draft.ts'
import { describeStatus } from '../response/response-status.tsx'

export interface TabDescription {
  readonly method: HttpMethod
  /** Name of the saved request, title of the operation, or the path. */
  readonly title: string
  readonly effect: Effect | undefined
  /** State of the last request, if the user should notice it: a success needs no mark. */
  readonly state: { readonly tone: string; readonly text: string } | undefined
}

/** Describes a tab by its request and the state of its response. */
export function describeTab({ draft, savedId, exchange }: ExplorerTab, saved: readonly SavedRequest[]): TabDescription {
  const operation = operationOf(draft)
  const name = saved.find(({ id }) => id === savedId)?.name
  const title = name ?? operation?.title ?? (draft.path === '' ? 'New request' : draft.path)
  return { method: draft.method, title, effect: operation?.effect, state: stateOf(exchange) }
}

function stateOf(exchange: ExplorerTab['exchange']): TabDescription['state'] {
  switch (exchange.kind) {
    case 'idle':
      return undefined
    case 'sending':
      return { tone: 'busy', text: 'in flight' }
    case 'failed':
      return exchange.code === 'cancelled' ? undefined : { tone: 'bad', text: 'no response' }
    case 'received': {
      if (exchange.unsent) return { tone: 'bad', text: 'not sent' }
      const { tone, text } = describeStatus(exchange.head.status, exchange.head.statusText, exchange.head.verdict)
      return tone === 'good' ? undefined : { tone, text }
    }
  }
}
