import type { Frame, HostFrame, WindowFrame } from '../../src/shared/rpc/frames.ts'
import { type Transport, TransportReceiver } from '../../src/shared/rpc/transport.ts'

/** Creates two connected transports in memory. Frames are copied and delivered in order, each in a later microtask. */
export function createMemoryTransportPair(): {
  readonly window: Transport<WindowFrame, HostFrame>
  readonly host: Transport<HostFrame, WindowFrame>
} {
  const window = new TransportReceiver<HostFrame>()
  const host = new TransportReceiver<WindowFrame>()
  const close = (): void => {
    window.close('closed')
    host.close('closed')
  }
  const transport = <Out extends Frame, In extends Frame>(
    { onMessage, onClose }: TransportReceiver<In>,
    peer: TransportReceiver<Out>,
  ): Transport<Out, In> => ({
    onMessage,
    onClose,
    close,
    send(frame) {
      // Frames are copied, as by every real transport, so that no test can rely on a shared object.
      const copy = structuredClone(frame)
      queueMicrotask(() => peer.isClosed || peer.listener?.(copy))
    },
  })
  return { window: transport(window, host), host: transport(host, window) }
}
