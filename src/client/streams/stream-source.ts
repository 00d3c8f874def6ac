import type { Clock } from '../clock.ts'
import type { Unsubscribe } from '../listeners.ts'
import type { SocketGap } from '../session/session-supervisor.ts'
import type { FrameHandler, RowHandler } from '../socket/topic-dispatch.ts'

/** What typed streams need of a supervised socket. */
export interface StreamSource {
  readonly clock: Clock
  /** Aborts with the session: every stream completes. */
  readonly closing: AbortSignal
  readonly connected: boolean
  /** Another number for each connection. */
  readonly connection: number
  /** `rowHandler`: takes the frames that it can, where nobody else wants them, sooner. */
  on(topic: string, handler: FrameHandler, rowHandler?: RowHandler): Unsubscribe
  subscribe(text: string, unsubscribeText: string): Unsubscribe
  /** Sends now or throws. */
  send(text: string): void
  onDown(listener: (lastFrameAt: number) => void): Unsubscribe
  onGap(listener: (gap: SocketGap) => void): Unsubscribe
  /** Told after each connection, the first included, once subscriptions are in place. */
  onConnected(listener: () => void): Unsubscribe
}
