import { stocks } from '../../../src/simulator/market/instruments.ts'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'
import { measureFrames } from './measure-frames.ts'

// Simulator under load: equally many order updates and quotes, over all stocks.
const [counterFile = '', sockets = '1', seconds = '2'] = process.argv.slice(2)
const simulator = await startSimulator({ mode: 'gateway', tls: false, marketMoves: false })
const { session } = (await (await fetch(`${simulator.apiUrl}tickle`, { method: 'POST' })).json()) as { session: string }
await fetch(`${simulator.apiUrl}iserver/accounts`)
const subscriptions = ['sor+{}', ...stocks.map(({ conid }) => `smd+${conid}+{"fields":["31","84","86"]}`)]
const eachPerTurn = 25
const symbols = stocks.map(({ symbol }) => symbol)
await measureFrames({
  counterFile,
  sockets: Number(sockets),
  seconds: Number(seconds),
  url: simulator.wsUrl,
  cookie: `api=${session}`,
  subscriptions,
  produce: (turn) => {
    for (let count = 0; count < eachPerTurn; count += 1) {
      const number = turn * eachPerTurn + count
      simulator.controls.setPrice(symbols[number % symbols.length] ?? '', 100 + ((number / 100) % 100))
    }
    simulator.controls.shakeOrders(eachPerTurn)
  },
  sent: () => simulator.record.counts().framesOut,
})
await simulator.close()
process.disconnect?.()
