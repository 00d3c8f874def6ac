import type { HostFrame, WindowFrame } from '../../shared/rpc/frames.ts'
import type { HostBridge } from '../../shared/rpc/host-bridge.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { decodeHostFrame, encodeFrame } from '../../shared/rpc/wire.ts'

/** A connection over the bridge of a desktop window. The host may end it, as it may end a socket. */
export function openBridgeTransport(bridge: HostBridge): Transport<WindowFrame, HostFrame> {
  const closers = new Set<(reason: string) => void>()
  let listener: ((frame: HostFrame) => void) | undefined
  let closed: string | undefined

  const end = (reason: string): void => {
    if (closed !== undefined) return
    closed = reason
    for (const closer of [...closers]) closer(reason)
  }
  const close = (reason: string): void => {
    if (closed !== undefined) return
    bridge.disconnect()
    end(reason)
  }
  bridge.connect((message) => {
    if (closed !== undefined) return
    const frame = decodeHostFrame(message)
    // As on a socket: after a torn frame nothing can be trusted.
    if (frame) listener?.(frame)
    else close('A message of the console could not be read.')
  }, end)

  return {
    send(frame) {
      if (closed === undefined) bridge.send(encodeFrame(frame) as string)
    },
    onMessage(next) {
      listener = next
      return () => {
        if (listener === next) listener = undefined
      }
    },
    onClose(closer) {
      if (closed !== undefined) closer(closed)
      else closers.add(closer)
      return () => closers.delete(closer)
    },
    close: () => close('closed'),
  }
}
