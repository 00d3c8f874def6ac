import { startSimulator } from '../../../src/simulator/start.ts'

// A simulator in gateway mode, over TLS as it comes.
const simulator = await startSimulator({ mode: 'gateway', marketMoves: false })
process.send?.({ kind: 'listening', port: simulator.port })
process.on('disconnect', () => process.exit())
