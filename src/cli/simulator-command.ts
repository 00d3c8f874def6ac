import { simulatorCommand } from '../simulator/command.ts'
import type { Terminal } from './run.ts'
import { untilStopped } from './until-stopped.ts'

const apiDocument = async () => (await import('../shared/catalogue/document/practice-document.ts')).practiceDocument()

export async function simulator(args: readonly string[], { stdout, stderr }: Terminal): Promise<number> {
  const stopped = untilStopped()
  try {
    return await simulatorCommand([...args], { stdout, stderr, stopped: stopped.promise, apiDocument })
  } finally {
    stopped.release()
  }
}
