import type { RawResponse } from '../../../src/client/index.ts'
import { UnsentRequests } from '../../../src/host/safety/unsent-requests.ts'
import { PendingQuestion } from '../../../src/host/session/pending-question.ts'
import { RequestsInFlight } from '../../../src/host/session/requests-in-flight.ts'
import { Gate, type GateOptions } from '../../../src/host/trading/gate.ts'
import { Permissions } from '../../../src/host/trading/permission.ts'
import { readResult } from '../../../src/host/trading/read-response.ts'

/** Creates the response to a POST. */
export function createResponse(body: unknown, status = 200): RawResponse {
  return {
    status,
    statusText: '',
    headers: {},
    body: Buffer.from(JSON.stringify(body)),
    wireBytes: 0,
    timing: { queueMs: 0, connectMs: undefined, firstByteMs: 0, bodyMs: 0, totalMs: 0 },
    method: 'POST',
    url: 'https://localhost:5000/v1/api/',
  }
}

/** Reads a response. `path`: without `/v1/api`. */
export const resultOf = (path: string, response: RawResponse, sent?: string) =>
  readResult({ path: `/v1/api/${path}`, sent, accounts: undefined }, response)

/** Creates a gate without limits for a fake session. */
export function openGate<S extends { readonly require: () => unknown }>(
  session: S,
  options: Partial<GateOptions> = {},
) {
  const nothing = (): undefined => undefined
  const inFlight = new RequestsInFlight({ after: () => nothing })
  Object.assign(session, { requireSender: session.require, inFlight })
  const permissions = new Permissions({ session: session as never, onUnarmedUse: nothing })
  const gate = new Gate({
    session: session as never,
    permissions,
    guardRails: { prepare: async () => nothing, checkSocketText: nothing },
    unsent: new UnsentRequests({ now: () => 0, monotonic: () => 0, after: () => nothing }),
    question: new PendingQuestion(),
    onListenerFailed: (error) => {
      throw error
    },
    record: () => ({ untilStored: async () => undefined, complete: nothing, discard: nothing }),
    ...options,
  })
  return { gate, permissions }
}
