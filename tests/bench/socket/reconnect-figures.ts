import { IbkrClient } from '../../../src/client/index.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.ts'
import { type BenchmarkFigure, boundedFigure, median } from '../benchmark-figure.ts'

const DROPS = 15
const OUTAGES = 3
const OUTAGE_SECONDS = 25
const MAX_WAIT_MS = 60_000
const CONIDS = [265598, 8314, 272093]
const TEXTS = ['sor+{}', ...CONIDS.map((conid) => `smd+${conid}+{"fields":["31"]}`)]

/** Measures the real time until all subscriptions are restored, as seen by the server. */
export async function measureReconnect(): Promise<readonly BenchmarkFigure[]> {
  const simulator = await startSimulator({ mode: 'oauth1', tls: false })
  if (simulator.oauth1 === undefined) throw new Error('The simulator has no keys.')
  const client = new IbkrClient(simulator.oauth1, { baseUrl: simulator.apiUrl })
  try {
    const first = connection(simulator)
    const { streams } = client.connect()
    streams.orders().subscribe()
    for (const conid of CONIDS) streams.quotes(conid, ['last']).subscribe()
    await first
    const afterSessionMessage: number[] = []
    for (let drop = 0; drop < DROPS; drop += 1) {
      const next = connection(simulator)
      simulator.controls.dropSockets()
      const { sessionMessageAt, subscribedAt } = await next
      afterSessionMessage.push((subscribedAt - sessionMessageAt) / 1_000)
    }
    const afterReturn: number[] = []
    for (let outage = 0; outage < OUTAGES; outage += 1) {
      const next = connection(simulator)
      await simulator.controls.restart(OUTAGE_SECONDS)
      const returnedAt = Date.now()
      afterReturn.push(((await next).subscribedAt - returnedAt) / 1_000)
    }
    return [
      boundedFigure('subscribed again after a drop, from the session message', 's', median(afterSessionMessage), 0.3),
      boundedFigure(
        `subscribed again after an outage of ${OUTAGE_SECONDS} s, from its end`,
        's',
        median(afterReturn),
        5,
      ),
    ]
  } finally {
    await client.close()
    await simulator.close()
  }
}

/**
 * Returns the times of the next connection: when the session message is complete, and when the server has received all
 * subscriptions.
 */
async function connection({
  record,
}: Simulator): Promise<{ readonly sessionMessageAt: number; readonly subscribedAt: number }> {
  const [sessionMessage, ...received] = await Promise.all([
    record.nextFrame({ direction: 'out', text: /^\{"topic":"sts"/ }, MAX_WAIT_MS),
    ...TEXTS.map((text) => record.nextFrame({ direction: 'in', text }, MAX_WAIT_MS)),
  ])
  return { sessionMessageAt: sessionMessage.at, subscribedAt: Math.max(...received.map(({ at }) => at)) }
}
