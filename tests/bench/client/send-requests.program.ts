import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Agent, request } from 'undici'
import { IbkrClient } from '../../../src/client/index.ts'

/** Next task: the client, the number of requests, and how many of them run concurrently. */
interface Order {
  readonly peer: string
  readonly requests: number
  readonly atOnce: number
}

type Send = () => Promise<unknown>

const [peers = '', host = ''] = process.argv.slice(2)

/** Clients: this library in three ways, its predecessor, and undici alone, each used as documented. */
const senders: Readonly<Record<string, () => Send>> = {
  ours() {
    const client = new IbkrClient(host)
    return () => client.request({ path: 'iserver/accounts' })
  },
  byPath() {
    const client = new IbkrClient(host)
    const [accountId, pageId] = ['U1234567', 0] as const
    // A program without routes also builds the path from its own values.
    return () =>
      client.request({
        path: `portfolio/${encodeURIComponent(accountId)}/positions/${pageId}`,
        params: { sort: 'name' },
      })
  },
  byRoute() {
    const client = new IbkrClient(host)
    const path = { accountId: 'U1234567', pageId: 0 }
    return () => client.request('GET /portfolio/{accountId}/positions/{pageId}', { path, query: { sort: 'name' } })
  },
  original() {
    // The package's ESM entry does not load in Node, so `require` is used.
    const original = createRequire(import.meta.url)('ibkr-client') as { IbkrClient: typeof IbkrClient }
    const client = new original.IbkrClient(host)
    return () => client.request({ path: 'iserver/accounts' })
  },
  undici() {
    const dispatcher = new Agent({ connect: { rejectUnauthorized: false } })
    const url = `https://${host}/v1/api/iserver/accounts`
    // IBKR's edge rejects requests without a User-Agent, and so does the simulator.
    const headers = { 'user-agent': 'undici' }
    return async () => {
      const { statusCode, body } = await request(url, { dispatcher, headers })
      if (statusCode !== 200) throw new Error(`The server responded with ${statusCode}`)
      return body.json()
    }
  },
}

const clients = new Map(peers.split(',').map((peer) => [peer, senders[peer]?.()]))
process.on('message', (order: Order) => void run(order))
process.on('disconnect', () => process.exit())
process.send?.({ kind: 'listening' })

async function run({ peer, requests, atOnce }: Order): Promise<void> {
  const send = clients.get(peer)
  if (send === undefined) throw new Error(`There is no client "${peer}".`)
  const started = performance.now()
  const cpu = process.cpuUsage()
  let left = requests
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await send()
    }),
  )
  const seconds = (performance.now() - started) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  globalThis.gc?.()
  process.send?.({
    kind: 'sent',
    perSecond: requests / seconds,
    perCpuSecond: requests / ((user + system) / 1e6),
    ...held(),
  })
}

/** Returns the memory of this process in MB and the number of its open descriptors. */
function held(): { readonly megabytes: number; readonly descriptors: number } {
  const descriptors =
    process.platform === 'linux' ? readdirSync('/proc/self/fd').length : process.getActiveResourcesInfo().length
  return { megabytes: process.memoryUsage().rss / 2 ** 20, descriptors }
}
