import type { HistorySender, HistoryService } from '../../../../src/host/history/history-service.ts'
import type { SentRequest, StoredResponseHead, UnfinishedRequest } from '../../../../src/host/history/sent-request.ts'

const HEAD: Omit<StoredResponseHead, 'size'> = {
  status: 200,
  statusText: 'OK',
  headers: { 'content-type': 'application/json' },
  timing: { queue: 0, firstByte: 20, body: 1, total: 21 },
  url: 'https://localhost:5000/v1/api/iserver/accounts',
}

/** Creates a read with a response, and applies the given changes. */
export function exampleRequest(response: string | Uint8Array, other: Partial<SentRequest> = {}): SentRequest {
  const body = typeof response === 'string' ? Buffer.from(response) : response
  return {
    source: 'explorer',
    method: 'GET',
    path: '/v1/api/iserver/accounts',
    parameters: [],
    effect: 'read',
    result: { outcome: 'answered', body, head: { ...HEAD, size: body.byteLength } },
    ...other,
  }
}

const SENDER: HistorySender = { profileId: 'practice', environment: 'practice', onLate: () => undefined }

/** Opens the entry of a request that Practice sends, unless the test names another sender. */
export const open = (history: HistoryService, request: UnfinishedRequest, sender: Partial<HistorySender> = {}) =>
  history.open(request, { ...SENDER, ...sender })

/** Records a request with its outcome. */
export function record(
  history: HistoryService,
  { result, ...request }: SentRequest,
  sender: Partial<HistorySender> = {},
): void {
  open(history, request, sender).complete(result)
}
