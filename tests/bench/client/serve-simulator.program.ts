import { startSimulator } from '../../../src/simulator/start-simulator.ts'

// Simulator in gateway mode with default options, over TLS.
const simulator = await startSimulator({ mode: 'gateway', marketMoves: false })
process.send?.({ kind: 'listening', port: simulator.port })
process.on('disconnect', () => process.exit())
