import type { HistoryEntry, HistoryOutcome, OutcomeInBody } from '../../../../shared/contract/history-views.ts'
import type { OpenRequest } from '../../../../shared/contract/schemas.ts'
import type { ResponseHead } from '../../../../shared/contract/views.ts'
import type { HttpMethod } from '../../../../shared/domain/requests.ts'
import { hostLink } from '../../../platform/host-link.ts'
import type { ReceivedResponse } from '../explorer-store.ts'
import { contentOf, newDocument } from './response-content.ts'

/** Maximum difference in ms between the times of a response in its tab and in the history. */
const SAME_MS = 60_000
/** Number of entries of the history among which the response is searched. */
const SEARCHED = 200

/** Finds the response to the last request of a tab in the history. Returns undefined if it is not stored. */
export async function findStoredResponse(
  sent: NonNullable<OpenRequest['sent']>,
): Promise<ReceivedResponse | undefined> {
  const { url, at, profileId } = sent
  const method = sent.method as HttpMethod
  const query = { method, path: new URL(url).pathname, profileId }
  const { rows } = await hostLink().call('history.page', { query, offset: 0, limit: SEARCHED })
  const byDistance = rows
    .filter((row) => Math.abs(row.at - at) <= SAME_MS)
    .sort((one, other) => Math.abs(one.at - at) - Math.abs(other.at - at))
  for (const { id } of byDistance) {
    const document = newDocument()
    const { output: entry } = await hostLink().callBytes('history.entry', { id }, undefined, document)
    if (entry.url !== url || entry.status === undefined || entry.saved !== 'whole') {
      document.close()
      continue
    }
    const { parameters, body } = entry
    const request = { method, path: entry.path, query: [...parameters], ...(body !== undefined && { body }) }
    const head = responseHeadOf(entry)
    return { kind: 'received', request, profileId, head, body: await contentOf(head, document), at, isStored: true }
  }
  return undefined
}

const NO_TIME = { queue: 0, firstByte: 0, body: 0, total: 0 }

/** Creates a response head for the explorer's views, without a response id. */
export function responseHeadOf(entry: HistoryEntry): ResponseHead {
  return {
    responseId: '',
    status: entry.status ?? 0,
    statusText: entry.statusText ?? '',
    headers: entry.headers ?? {},
    timing: entry.timing ?? NO_TIME,
    // The body may not have been saved.
    size: entry.saved === 'none' ? 0 : (entry.size ?? 0),
    body: 'sent',
    method: entry.method,
    url: entry.url ?? entry.path,
    effect: entry.effect,
    ...(isInBody(entry.outcome) && { verdict: entry.outcome }),
    ...(entry.explanation !== undefined && { explanation: entry.explanation }),
  }
}

const isInBody = (outcome: HistoryOutcome): outcome is OutcomeInBody =>
  outcome === 'rejected' || outcome === 'declined' || outcome === 'question'
