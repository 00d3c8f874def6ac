import type { IbkrOauth1Config } from '../../client/oauth1/oauth1-settings.ts'

/** A practice server as the host sees it: an address and throw-away keys. */
export interface PracticeServer {
  readonly baseUrl: string
  readonly oauth1: IbkrOauth1Config
  close(): Promise<void>
}

/** Starts a practice server. Handed in by the program that mounts the host: the host itself knows no simulator. */
export type PracticeStarter = () => Promise<PracticeServer>

/** One practice server for the life of the host: to disconnect and come back must not throw the account away. */
export interface PracticeKeeper {
  readonly start: PracticeStarter
  /** Closes the server, if it was ever started. */
  close(): Promise<void>
}

export function keepPractice(start: PracticeStarter): PracticeKeeper {
  let server: Promise<PracticeServer> | undefined
  return {
    start() {
      server ??= start().catch((error: unknown) => {
        // Not remembered: the next try may work.
        server = undefined
        throw error
      })
      return server
    },
    async close() {
      const started = await server?.catch(() => undefined)
      await started?.close()
    },
  }
}
