import type { ServerResponse } from 'node:http'
import { expect } from 'vitest'
import { IbkrClient, type SessionSupervisor } from '../../../src/client/index.ts'
import { type SkippableClock, skippableClock } from '../../integration/client/skippable-clock.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'
import { type ReceivedRequest, startTestServer, type TestServer } from './test-server.ts'

/** Response for each path: a status and a body. */
type Script = Record<
  string,
  readonly [status: number, body: unknown] | ((seen: ReceivedRequest) => readonly [number, unknown])
>

/** Gateway with responses that a test can change at any time. */
export interface ScriptedGateway {
  readonly server: TestServer
  /** Responses by path below `/v1/api/`. */
  readonly script: Script
  readonly client: IbkrClient
  readonly clock: SkippableClock
  /** Returns the number of requests for a path. */
  count(path: string): number
  connect(): SessionSupervisor
}

const status = { authenticated: true, established: true, competing: false, connected: true }

/** Starts a gateway with an authenticated session and without a WebSocket. */
export async function startScriptedGateway(): Promise<ScriptedGateway> {
  const script: Script = {
    tickle: [200, { session: 'a'.repeat(32), iserver: { authStatus: status } }],
    'iserver/auth/status': [200, status],
    'iserver/auth/ssodh/init': [200, status],
    'iserver/accounts': [200, { accounts: ['U1'], selectedAccount: 'U1', isPaper: false }],
  }
  const pathOf = (seen: ReceivedRequest): string => seen.url.replace('/v1/api/', '').replace(/\?.*/, '')
  const server = await startTestServer((seen, response: ServerResponse) => {
    const entry = script[pathOf(seen)] ?? [404, '<html>']
    const [code, body] = typeof entry === 'function' ? entry(seen) : entry
    response.writeHead(code).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  const clock = skippableClock()
  const client = new IbkrClient(server.baseUrl, { clock })
  releaseAfterTest(server.close)
  releaseAfterTest(() => client.close())
  return {
    server,
    script,
    client,
    clock,
    count: (path) => server.seen.filter((seen) => pathOf(seen) === path).length,
    connect: () => client.connect({ socket: false }),
  }
}

/** Waits until the session enters a state. */
export async function waitForState(
  session: SessionSupervisor,
  kind: SessionSupervisor['state']['kind'],
): Promise<void> {
  await expect.poll(() => session.state.kind, { interval: 5 }).toBe(kind)
}
