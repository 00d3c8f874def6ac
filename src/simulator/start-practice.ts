import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Starts the simulator of the Practice profile: in this process, on loopback, with keys that exist only as long as it runs.
 * The document is passed in, because the simulator shares no code with the console.
 */
export async function startPractice(apiDocument: () => Promise<unknown>) {
  const { startSimulator } = await import('./start.ts')
  // Loading the code and starting take about 20 ms each: let pending requests of the window run in between.
  await nextTurn()
  // Few connections: the files of the console need descriptors of the same process.
  const simulator = await startSimulator({ mode: 'oauth1', tls: false, maxConnections: 128, apiDocument })
  await nextTurn()
  if (!simulator.oauth1) throw new Error('The practice server has no keys.')
  return { baseUrl: simulator.apiUrl, oauth1: simulator.oauth1, close: () => simulator.close() }
}
