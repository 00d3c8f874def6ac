import { decodeHostFrame, encodeFrame } from '../../shared/rpc/frame-encoding.ts'
import type { HostFrame, WindowFrame } from '../../shared/rpc/frames.ts'
import type { HostBridge } from '../../shared/rpc/host-bridge.ts'
import { type Transport, TransportReceiver } from '../../shared/rpc/transport.ts'

/** Opens a connection over the bridge of a desktop window. */
export function openBridgeTransport(bridge: HostBridge): Transport<WindowFrame, HostFrame> {
  const end = new TransportReceiver<HostFrame>()
  const close = (reason: string): void => {
    if (end.isClosed) return
    bridge.disconnect()
    end.close(reason)
  }
  bridge.connect(
    (message) => {
      if (end.isClosed) return
      const frame = decodeHostFrame(message)
      // After an invalid frame, the connection is not trusted.
      if (frame) end.listener?.(frame)
      else close('Invalid message from the console.')
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
