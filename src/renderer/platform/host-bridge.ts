import { decodeHostFrame, encodeFrame } from '../../shared/rpc/frame-encoding.ts'
import type { HostFrame, WindowFrame } from '../../shared/rpc/frames.ts'
import type { HostBridge } from '../../shared/rpc/host-bridge.ts'
import { type Transport, TransportEnd } from '../../shared/rpc/transport.ts'

/** A connection over the bridge of a desktop window. The host may end it, as it may end a socket. */
export function openBridgeTransport(bridge: HostBridge): Transport<WindowFrame, HostFrame> {
  const end = new TransportEnd<HostFrame>()
  const close = (reason: string): void => {
    if (end.isClosed) return
    bridge.disconnect()
    end.close(reason)
  }
  bridge.connect(
    (message) => {
      if (end.isClosed) return
      const frame = decodeHostFrame(message)
      // As on a socket: after a torn frame nothing can be trusted.
      if (frame) end.listener?.(frame)
      else close('A message of the console could not be read.')
    },
    (reason) => end.close(reason),
  )

  return {
    send(frame) {
      if (!end.isClosed) bridge.send(encodeFrame(frame) as string)
    },
    onMessage: end.onMessage,
    onClose: end.onClose,
    close: () => close('closed'),
  }
}
