import { IbkrClient } from '../../../src/client/index.ts'
import { type Simulator, startSimulator } from '../../../src/simulator/start.ts'
import { atMost, type Figure, median } from '../figure.ts'

const DROPS = 15
const OUTAGES = 3
const OUTAGE_SECONDS = 25
const PATIENCE_MS = 60_000
const CONIDS = [265598, 8314, 272093]
const TEXTS = ['sor+{}', ...CONIDS.map((conid) => `smd+${conid}+{"fields":["31"]}`)]

/** How soon everything is subscribed again, in real time, as the server sees it. */
export async function reconnectFigures(): Promise<readonly Figure[]> {
  const simulator = await startSimulator({ mode: 'oauth1', tls: false })
  if (simulator.oauth1 === undefined) throw new Error('The simulator has no keys.')
  const client = new IbkrClient(simulator.oauth1, { baseUrl: simulator.apiUrl })
  try {
    const first = connection(simulator)
    const { streams } = client.connect()
    streams.orders().subscribe()
    for (const conid of CONIDS) streams.quotes(conid, ['last']).subscribe()
    await first
    const afterGreeting: number[] = []
    for (let drop = 0; drop < DROPS; drop += 1) {
      const next = connection(simulator)
      simulator.controls.dropSockets()
      const { greetedAt, subscribedAt } = await next
      afterGreeting.push((subscribedAt - greetedAt) / 1_000)
    }
    const afterReturn: number[] = []
    for (let outage = 0; outage < OUTAGES; outage += 1) {
      const next = connection(simulator)
      await simulator.controls.restart(OUTAGE_SECONDS)
      const returnedAt = Date.now()
      afterReturn.push(((await next).subscribedAt - returnedAt) / 1_000)
    }
    return [
      atMost('subscribed again after a drop, from the greeting', 's', median(afterGreeting), 0.3),
      atMost(`subscribed again after an outage of ${OUTAGE_SECONDS} s, from its end`, 's', median(afterReturn), 5),
    ]
  } finally {
    await client.close()
    await simulator.close()
  }
}

/** Times of the next connection: when the server ended its greeting, and when it had heard every subscription. */
async function connection({
  record,
}: Simulator): Promise<{ readonly greetedAt: number; readonly subscribedAt: number }> {
  const [greeting, ...heard] = await Promise.all([
    record.nextFrame({ direction: 'out', text: /^\{"topic":"sts"/ }, PATIENCE_MS),
    ...TEXTS.map((text) => record.nextFrame({ direction: 'in', text }, PATIENCE_MS)),
  ])
  return { greetedAt: greeting.at, subscribedAt: Math.max(...heard.map(({ at }) => at)) }
}
