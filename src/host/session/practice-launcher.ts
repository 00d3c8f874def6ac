import { randomUUID } from 'node:crypto'
import { type IbkrOauth1Config, loadUndici } from '../../client/unpublished.ts'

/** A running simulator, with its address and temporary keys. */
interface PracticeServer {
  readonly baseUrl: string
  readonly oauth1: IbkrOauth1Config
  close(): Promise<void>
}

/** Starts a simulator. The entry point provides this function, because the host does not import the simulator. */
export type PracticeStarter = () => Promise<PracticeServer>

/** Starts one simulator for the lifetime of the host, so that a reconnect finds the same account. */
export interface PracticeLauncher {
  readonly start: PracticeStarter
  /** Owner of stored orders and account values: each start of the host has another simulated account. */
  readonly scope: string
  /** Closes the simulator, if it was started. */
  close(): Promise<void>
}

export function createPracticeLauncher(start: PracticeStarter): PracticeLauncher {
  let server: Promise<PracticeServer> | undefined
  return {
    scope: `practice ${randomUUID()}`,
    start() {
      // The first request needs undici, which loads while the simulator generates its keys.
      server ??= Promise.all([start(), loadUndici()]).then(
        ([started]) => started,
        (error: unknown) => {
          // Do not cache a failed start: the next attempt may succeed.
          server = undefined
          throw error
        },
      )
      return server
    },
    async close() {
      const started = await server?.catch(() => undefined)
      await started?.close()
    },
  }
}
