import type { Frame } from './frames.ts'

/** A connected carrier of frames. It keeps their order and loses none, or it closes. */
export interface Transport<Out extends Frame, In extends Frame> {
  send(frame: Out): void
  /** One listener at a time. Returns an idempotent unsubscribe. */
  onMessage(listener: (frame: In) => void): () => void
  /** Called once, also when it is closed already. Returns an idempotent unsubscribe. */
  onClose(listener: (reason: string) => void): () => void
  close(): void
}
