import type { Clock } from '../clock.ts'
import type { Unsubscribe } from '../listeners.ts'
import type { SocketGap } from '../socket/socket-events.ts'
import type { FrameHandler } from '../socket/topic-dispatch.ts'

/** What typed streams use of a supervised socket. */
export interface StreamSource {
  readonly clock: Clock
  /** Aborts with the session: every stream completes. */
  readonly closing: AbortSignal
  readonly connected: boolean
  /** Differs for each connection. */
  readonly connection: number
  on(topic: string, handler: FrameHandler): Unsubscribe
  subscribe(text: string, unsubscribeText: string): Unsubscribe
  /** Sends now or throws. */
  send(text: string): void
  /** A connection with subscriptions is gone; ms since epoch of its last frame. */
  onDown(listener: (lastFrameAt: number) => void): Unsubscribe
  onGap(listener: (gap: SocketGap) => void): Unsubscribe
  /** Called with true when the socket counts as connected and nothing was received for a while, and with false once something was. */
  onSilence(listener: (isSilent: boolean) => void): Unsubscribe
  /** Called after each connection, the first included, once subscriptions are active. */
  onConnected(listener: () => void): Unsubscribe
}
