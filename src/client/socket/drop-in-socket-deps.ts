import type { IbkrClientOptions } from '../client-options.ts'
import type { Clock } from '../clock.ts'
import type { RandomSource } from '../random-source.ts'
import type { SocketTarget } from './socket-target.ts'

/** The events that a debug list may contain. */
export type SocketDebugEvent = 'open' | 'close' | 'send' | 'receive' | 'error'

export interface DropInSocketDeps {
  /**
   * Returns the target of the socket. Called at each connect: the session, and with OAuth 2.0 the address, may have
   * changed.
   */
  readonly target: () => SocketTarget
  readonly clock: Clock
  readonly random: RandomSource
  readonly debug: readonly string[]
  readonly options: Pick<IbkrClientOptions, 'logger' | 'maxQueuedFrames' | 'maxSocketAttempts' | 'socketSilenceTimeout'>
  /** Ends the socket when the signal aborts. */
  readonly signal: AbortSignal
}
