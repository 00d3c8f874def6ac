import { RPC_PROTOCOL, SECRET_SUBPROTOCOL_PREFIX } from '../../shared/rpc/browser-session.ts'
import { decodeHostFrame, encodeFrame } from '../../shared/rpc/frame-encoding.ts'
import type { HostFrame, WindowFrame } from '../../shared/rpc/frames.ts'
import { type Transport, TransportReceiver } from '../../shared/rpc/transport.ts'
import { isSecretKnown } from './browser-session.ts'

/** Error message for a failed connection attempt with an unknown cause. */
export const REFUSED = 'The console is not responding. If it was restarted, open the new address that it printed.'

export const UNKNOWN_WINDOW =
  'This window is no longer authorised: the console was restarted, or no window was open for 12 hours. Press u and Enter in the console’s terminal, then open the new start address.'

/** Maximum time to open the socket, in ms. */
const OPEN_TIMEOUT_MS = 8_000

export function rpcAddress(location: Pick<Location, 'protocol' | 'host'>): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rpc`
}

/** Opens the socket. Rejects with a message for the user. */
export function openWebSocketTransport(address: string, secret: string): Promise<Transport<WindowFrame, HostFrame>> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, [RPC_PROTOCOL, SECRET_SUBPROTOCOL_PREFIX + secret])
    socket.binaryType = 'arraybuffer'
    const timer = setTimeout(() => socket.close(), OPEN_TIMEOUT_MS)
    socket.onopen = () => {
      clearTimeout(timer)
      resolve(adopt(socket))
    }
    socket.onclose = () => {
      clearTimeout(timer)
      void refusalReason(secret).then((reason) => reject(new Error(reason)))
    }
  })
}

/** Requests the cause of a failed connection over HTTP, because browsers do not report the cause. */
async function refusalReason(secret: string): Promise<string> {
  try {
    return (await isSecretKnown(secret)) ? REFUSED : UNKNOWN_WINDOW
  } catch {
    return REFUSED
  }
}

function adopt(socket: WebSocket): Transport<WindowFrame, HostFrame> {
  const end = new TransportReceiver<HostFrame>()
  socket.onmessage = (event: MessageEvent<string | ArrayBuffer>) => {
    const frame = decodeHostFrame(typeof event.data === 'string' ? event.data : new Uint8Array(event.data))
    // After an invalid frame, the connection is not trusted and is opened again.
    if (frame) end.listener?.(frame)
    else socket.close()
  }
  socket.onclose = (event) => end.close(event.reason)

  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(encodeFrame(frame) as string | Uint8Array<ArrayBuffer>)
    },
    onMessage: end.onMessage,
    onClose: end.onClose,
    close: () => socket.close(),
  }
}
