import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PracticeServer } from '../host/session/practice.ts'

/** Starts the simulator for the Practice profile: in this process, on loopback, with keys that live as long as it does. */
export async function startPractice(): Promise<PracticeServer> {
  const { startSimulator } = await import('../simulator/start.ts')
  // Reading the code, starting and the login after it are some 20 ms each: whoever waits for the host meanwhile has a turn in between.
  await nextTurn()
  const apiDocument = async () => (await import('../shared/catalogue/document/practice-document.ts')).practiceDocument()
  // The console's files need descriptors of this same process.
  const simulator = await startSimulator({ mode: 'oauth1', tls: false, maxConnections: 128, apiDocument })
  await nextTurn()
  if (!simulator.oauth1) throw new Error('The practice server has no keys.')
  return { baseUrl: simulator.apiUrl, oauth1: simulator.oauth1, close: () => simulator.close() }
}
