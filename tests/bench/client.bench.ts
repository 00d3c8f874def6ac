import { createRequire } from 'node:module'
import { setTimeout as wait } from 'node:timers/promises'
import { computeLiveSessionToken, diffieHellmanChallenge, IbkrClient, IbkrOauth1 } from '../../src/client/index.ts'
import { startSimulator } from '../../src/simulator/start.ts'
import { makeTestKeys } from '../unit/client/test-keys.ts'
import { atMost, type Figure, median } from './figure.ts'

const REQUESTS = 200
const AT_ONCE = 16
const RUNS = 3

/** What both clients are asked to do. */
interface Client {
  request(input: { readonly path: string }): Promise<unknown>
}

/** The client library: requests against its predecessor's, and what signing costs. */
export async function run(): Promise<readonly Figure[]> {
  return [...(await throughput()), ...arithmetic()]
}

async function throughput(): Promise<readonly Figure[]> {
  const simulator = await startSimulator({ mode: 'gateway', marketMoves: false })
  const host = `${simulator.host}:${simulator.port}`
  // Its ESM entry does not load in Node: only `require` works.
  const original = createRequire(import.meta.url)('ibkr-client') as { IbkrClient: new (host: string) => Client }
  const [ours, theirs] = [new IbkrClient(host), new original.IbkrClient(host)]
  try {
    const figures: Figure[] = []
    for (const [name, atOnce] of [
      ['one at a time', 1],
      [`${AT_ONCE} at a time`, AT_ONCE],
    ] as const) {
      const rates: { ours: number; theirs: number }[] = []
      // By turns, so that a busy moment of the machine touches both.
      for (let run = 0; run < RUNS; run++)
        rates.push({ ours: await rate(ours, atOnce), theirs: await rate(theirs, atOnce) })
      figures.push(atLeastTimes(`requests over TLS to a gateway, ${name}`, rates, 2))
    }
    return figures
  } finally {
    await ours.close()
    await simulator.close()
  }
}

async function rate(client: Client, atOnce: number): Promise<number> {
  // Connections of the run before come to rest.
  await wait(50)
  const started = performance.now()
  for (let sent = 0; sent < REQUESTS; sent += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, () => client.request({ path: 'iserver/accounts' })))
  }
  return REQUESTS / ((performance.now() - started) / 1_000)
}

function atLeastTimes(figure: string, rates: readonly { ours: number; theirs: number }[], bound: number): Figure {
  const ours = median(rates.map((one) => one.ours))
  const peer = median(rates.map((one) => one.theirs))
  const ratio = ours / peer
  return { figure, unit: '1/s', ours, peer, ratio, bound: `>= ${bound} x ibkr-client`, holds: ratio >= bound }
}

function arithmetic(): readonly Figure[] {
  const { config } = makeTestKeys()
  const oauth1 = new IbkrOauth1(config)
  const exponent = 'f'.repeat(64)
  const challenge = diffieHellmanChallenge({ prime: config.dhPrime, secretExponent: exponent })
  const url = 'https://api.ibkr.com/v1/api/iserver/marketdata/snapshot'
  const query = { conids: '265598,8314', fields: '31,84,86' }
  const token = Buffer.alloc(20, 7).toString('base64')
  const answer = { prime: config.dhPrime, secretExponent: exponent, serverPublic: challenge, prependHex: '00' }
  return [
    atMost(
      'signing a request',
      'ms',
      perCall(2_000, () => oauth1.generateOauthHeaders(url, 'GET', token, query)),
      0.1,
    ),
    atMost(
      'asking for a live session token',
      'ms',
      perCall(50, () => oauth1.generateLiveSessionData(url)),
      10,
    ),
    atMost(
      'computing a live session token',
      'ms',
      perCall(50, () => computeLiveSessionToken(answer)),
      10,
    ),
  ]
}

function perCall(times: number, work: () => unknown): number {
  work()
  const started = performance.now()
  for (let i = 0; i < times; i++) work()
  return (performance.now() - started) / times
}
