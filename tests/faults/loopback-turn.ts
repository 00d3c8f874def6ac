import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

let echo: Promise<Socket> | undefined

/**
 * Sends a byte over loopback and waits for its echo. Both ends of a session are in this process, so everything that was
 * sent before has arrived then, even if the machine is busy. The sockets stay open for the next turns.
 */
export async function loopbackTurn(): Promise<void> {
  echo ??= openEcho()
  const socket = await echo
  const returned = once(socket, 'data')
  socket.write('.')
  await returned
}

async function openEcho(): Promise<Socket> {
  const server = createServer((socket) => void socket.setNoDelay().unref().pipe(socket)).unref()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket, 'connect')
  return socket.setNoDelay().unref()
}
