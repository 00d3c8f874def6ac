import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Simulator } from '../../../../src/simulator/start-simulator.ts'
import { releaseAfterTest } from '../../../process/release-after-test.ts'

/** Bytes received over a plain TCP or TLS connection. */
export interface RawConnection {
  readonly socket: Socket
  send(text: string | Buffer): void
  /** Returns everything received so far. */
  bytes(): Buffer
  /** Resolves to `end` or to the error code. Stays pending while the connection is open. */
  readonly ended: Promise<string>
  /** Resolves once the received text contains `text`. */
  until(text: string): Promise<void>
}

/** Opens a raw TCP or TLS connection to a simulator. The test must close it. */
export async function openRawConnection(simulator: Simulator): Promise<RawConnection> {
  const { host, port, caPem } = simulator
  const socket =
    caPem === undefined ? connect(port, host) : connectTls({ port, host, ca: caPem, servername: 'localhost' })
  releaseAfterTest(() => socket.destroy())
  let bytes = Buffer.alloc(0)
  let error: NodeJS.ErrnoException | undefined
  socket.on('error', (problem) => {
    error = problem
  })
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk])
  })
  const ended = new Promise<string>((resolve) => {
    socket.on('close', () => resolve(error?.code ?? 'end'))
  })
  await once(socket, caPem === undefined ? 'connect' : 'secureConnect')
  return {
    socket,
    send: (text) => void socket.write(text),
    bytes: () => bytes,
    ended,
    until: async (text) => {
      while (!bytes.includes(text)) await once(socket, 'data')
    },
  }
}

/** Returns the text of a GET request. */
export function formatGetRequest(path: string): string {
  return `GET /v1/api/${path} HTTP/1.1\r\nhost: localhost\r\nuser-agent: test\r\n\r\n`
}

/** Splits a complete response into head and body. */
export function splitResponse(bytes: Buffer): { readonly head: string; readonly body: Buffer } {
  const gap = bytes.indexOf('\r\n\r\n')
  return { head: bytes.subarray(0, gap).toString('latin1').toLowerCase(), body: bytes.subarray(gap + 4) }
}

/** Returns the text of a WebSocket upgrade with this session. */
export function formatUpgradeRequest(session: string): string {
  const lines = [
    'GET /v1/api/ws HTTP/1.1',
    'host: localhost',
    'user-agent: test',
    'connection: Upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==',
    `cookie: api=${session}`,
  ]
  return `${lines.join('\r\n')}\r\n\r\n`
}
