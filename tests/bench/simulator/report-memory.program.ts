import { setImmediate as turn } from 'node:timers/promises'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'

// Simulator with default options that reports its memory on request. Requires --expose-gc.
const simulator = await startSimulator({ mode: 'gateway', tls: false, askQuestions: false, fillSeconds: 0.02 })
process.on('message', async () => {
  for (let count = 0; count < 3; count += 1) {
    gc?.()
    await turn()
  }
  const peak = process.resourceUsage().maxRSS / 1_024
  process.send?.({ kind: 'memory', peak, heap: process.memoryUsage().heapUsed / 1_048_576 })
})
process.on('disconnect', () => process.exit())
process.send?.({ kind: 'listening', port: simulator.port, api: simulator.apiUrl, ws: simulator.wsUrl })
