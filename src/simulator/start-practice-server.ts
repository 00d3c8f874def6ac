import { setImmediate as nextTurn } from 'node:timers/promises'
import { generatePracticeCredentials } from './oauth1/credentials.ts'

/**
 * Starts the simulator of the Practice profile in this process, on loopback, with keys that exist only while it runs.
 * The document is a parameter, because the simulator shares no code with the console.
 */
export async function startPracticeServer(apiDocument: () => Promise<unknown>) {
  // The keys are generated on other threads while the code of the simulator is loaded.
  const [keys, { startSimulator }] = await Promise.all([generatePracticeCredentials(), import('./start-simulator.ts')])
  // Yield between the two steps: loading the code and starting the simulator take about 20 ms each, and requests of the
  // window may be pending.
  await nextTurn()
  // Limit the connections, because the console's own files need descriptors of the same process.
  const simulator = await startSimulator({ mode: 'oauth1', keys, tls: false, maxConnections: 128, apiDocument })
  await nextTurn()
  if (!simulator.oauth1) throw new Error('The Practice server has no keys.')
  return { baseUrl: simulator.apiUrl, oauth1: simulator.oauth1, close: () => simulator.close() }
}
