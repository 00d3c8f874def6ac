import type { IbkrOauth1Config } from '../../client/client-options.ts'

/** A practice server as the host sees it: an address and throw-away keys. */
export interface PracticeServer {
  readonly baseUrl: string
  readonly oauth1: IbkrOauth1Config
  close(): Promise<void>
}

/** Starts a practice server. Handed in by the program that mounts the host: the host itself knows no simulator. */
export type PracticeStarter = () => Promise<PracticeServer>
