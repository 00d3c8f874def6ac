import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHost } from '../../src/host/create-host.ts'
import type { SessionView } from '../../src/shared/contract/views.ts'
import { memoryPair } from '../../src/shared/rpc/memory-pair.ts'
import { createWindowClient, type WindowClient } from '../../src/shared/rpc/window-client.ts'
import type { Simulator } from '../../src/simulator/start.ts'
import { startSimulator } from '../../src/simulator/start.ts'

export interface PracticeHost {
  readonly client: WindowClient
  readonly simulator: Simulator
  readonly home: string
  /** The newest view of the session that the window was told. */
  view(): SessionView | undefined
  close(): Promise<void>
}

/** A whole host with one window over memory, connected to a simulator that the test can look into. */
export async function startPracticeHost(): Promise<PracticeHost> {
  const home = mkdtempSync(join(tmpdir(), 'ibkr-console-host-'))
  const simulator = await startSimulator({ mode: 'oauth1', tls: false, fillSeconds: 0.5 })
  const { oauth1, apiUrl } = simulator
  if (!oauth1) throw new Error('no keys')
  const host = createHost({
    home,
    version: '0.0.0-test',
    kind: 'browser',
    now: Date.now,
    startPractice: async () => ({ baseUrl: apiUrl, oauth1, close: async () => undefined }),
  })
  const pair = memoryPair()
  host.attach(pair.host)
  const client = createWindowClient(pair.window)
  let view: SessionView | undefined
  client.open(
    'session.feed',
    {},
    {
      snapshot: (snapshot) => {
        view = snapshot.view
      },
      items: (batch) => {
        for (const item of batch) if (item.kind === 'view') view = item.view
      },
      closed: () => undefined,
    },
  )
  await host.connect()
  return {
    client,
    simulator,
    home,
    view: () => view,
    async close() {
      pair.window.close()
      await host.close()
      await simulator.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
