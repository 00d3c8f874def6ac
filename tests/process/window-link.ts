import { WebSocket } from 'ws'
import type { HostFrame, WindowFrame } from '../../src/shared/rpc/frames.ts'
import type { Transport } from '../../src/shared/rpc/transport.ts'
import { createWindowClient, type WindowClient } from '../../src/shared/rpc/window-client.ts'
import { decodeHostFrame, encodeFrame } from '../../src/shared/rpc/wire.ts'

export interface AdmittedWindow {
  readonly client: WindowClient
  /** For tests that send what no window would. */
  readonly socket: WebSocket
  /** A second one with the same admission, as a reload opens it. */
  another(): Promise<AdmittedWindow>
  close(): void
}

/** Redeems a start URL and opens the socket, as the page does. */
export async function openWindow(startUrl: string): Promise<AdmittedWindow> {
  const answer = await fetch(startUrl, { redirect: 'manual' })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (!cookie) throw new Error(`Not admitted: ${answer.status}`)
  return openSocket(new URL(startUrl), cookie)
}

async function openSocket({ origin, host }: URL, cookie: string): Promise<AdmittedWindow> {
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { Cookie: cookie, Origin: origin } })
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  return {
    client: createWindowClient(windowTransport(socket)),
    socket,
    another: () => openSocket(new URL(origin), cookie),
    close: () => socket.terminate(),
  }
}

/** The page's end of the socket, with Node's WebSocket in place of the page's. */
export function windowTransport(socket: WebSocket): Transport<WindowFrame, HostFrame> {
  return {
    send: (frame) => socket.send(encodeFrame(frame)),
    onMessage(listener) {
      const onMessage = (data: Buffer, isBinary: boolean): void => {
        const frame = decodeHostFrame(isBinary ? new Uint8Array(data) : data.toString())
        if (frame) listener(frame)
      }
      socket.on('message', onMessage)
      return () => socket.off('message', onMessage)
    },
    onClose(listener) {
      socket.on('close', (code) => listener(String(code)))
      return () => undefined
    },
    close: () => socket.terminate(),
  }
}
