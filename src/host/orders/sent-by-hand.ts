import { changesOrders, isUnconfirmed, readCancelAnswer, readOrderAnswer } from '../../client/index.ts'
import type { SentRequest } from '../history/sent-request.ts'
import { parsedJson } from '../upstream/parsed-json.ts'
import { UNCONFIRMED } from '../upstream/upstream-error.ts'
import { rowNotes } from './row-notes.ts'

/** Something that the explorer sent about an order, and what came of it. */
export interface SentByHand {
  /** Empty for one that got no id. */
  readonly orderId: string
  readonly account: string
  readonly text: string
}

/** The account and the order in a path; orders of an FA group have neither, only the name of the group. */
const TARGET = /\/iserver\/account\/(?:orders\/[^/]+|([^/]+)\/orders?(?:\/([^/]+))?)$/

/** What a request of the explorer did to orders; nothing for one that only reads, or that IBKR asks about first. Pure. */
export function sentByHand(sent: SentRequest): readonly SentByHand[] {
  const about = aboutOf(sent)
  if (!about) return []
  const { what, orderId, account } = about
  const entry = (text: string, id = orderId): SentByHand => ({
    orderId: id,
    account,
    text: `${what} sent from the explorer${text}`,
  })
  const { result } = sent
  if (result.outcome !== 'answered') return [entry(`: ${result.message}`)]
  const { status } = result.head
  if (isUnconfirmed({ method: sent.method, status, body: result.body }, sent.path)) return [entry(`: ${UNCONFIRMED}`)]
  const body = parsedJson(result.body)
  if (status !== 200) {
    const { error } = (body ?? {}) as { readonly error?: unknown }
    return [entry(`, rejected: ${typeof error === 'string' ? error.slice(0, 300) : status}`)]
  }
  if (sent.method === 'DELETE') {
    const answer = readCancelAnswer(body)
    return answer ? [entry(answer.kind === 'rejected' ? `, rejected: ${answer.message}` : `: ${answer.message}`)] : []
  }
  const answer = readOrderAnswer(body)
  switch (answer?.kind) {
    case 'accepted':
      return rowNotes(answer.rows).map(({ text, orderId: id }) => entry(text, id))
    case 'rejected':
      return [entry(`, rejected: ${answer.message}`)]
    case 'prompt':
      return [entry(`, rejected until answered: ${answer.text}`)]
    default:
      // A question: nothing has happened yet.
      return []
  }
}

function aboutOf({ method, path }: SentRequest) {
  if (!changesOrders({ method, path })) return undefined
  const target = TARGET.exec(path)
  if (target === null) return { what: 'Answer', account: '', orderId: '' }
  const [, account = '', orderId = ''] = target
  const what = orderId === '' ? 'Order' : method === 'DELETE' ? 'Cancel' : 'Change'
  return { what, account: decodeURIComponent(account), orderId }
}
