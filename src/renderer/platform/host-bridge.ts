import type { HostFrame, WindowFrame } from '../../shared/rpc/frames.ts'
import type { Transport } from '../../shared/rpc/transport.ts'

/** What the preload of a desktop window exposes as `window.ibkrConsole`: a carrier of frames and nothing else. */
export interface HostBridge {
  send(frame: WindowFrame): void
  /** Returns an idempotent unsubscribe. */
  onFrame(listener: (frame: HostFrame) => void): () => void
}

/** The bridge lives as long as its window: it never closes by itself. */
export function bridgeTransport(bridge: HostBridge): Transport<WindowFrame, HostFrame> {
  const closers = new Set<(reason: string) => void>()
  let unsubscribe: (() => void) | undefined
  let closed = false
  return {
    send(frame) {
      if (!closed) bridge.send(frame)
    },
    onMessage(listener) {
      unsubscribe?.()
      const stop = bridge.onFrame(listener)
      unsubscribe = stop
      return stop
    },
    onClose(listener) {
      closers.add(listener)
      return () => closers.delete(listener)
    },
    close() {
      if (closed) return
      closed = true
      unsubscribe?.()
      for (const listener of [...closers]) listener('closed')
    },
  }
}
