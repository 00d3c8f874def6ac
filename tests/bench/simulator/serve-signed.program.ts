import type { Oauth1Credentials } from '../../../src/simulator/oauth1/credentials.ts'
import { startSimulator } from '../../../src/simulator/start-simulator.ts'

// Simulator that verifies signatures, over plain http. Reports the time from process start to listening.
const keys = process.argv[2] === undefined ? {} : { keys: JSON.parse(process.argv[2]) as Oauth1Credentials }
const simulator = await startSimulator({ mode: 'oauth1', tls: process.argv[3] === 'tls', ...keys })
process.send?.({ kind: 'listening', milliseconds: performance.now(), port: simulator.port, keys: simulator.oauth1 })
process.on('disconnect', () => process.exit())
