import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { issueCertificate } from '../../../src/simulator/http/certificate.ts'

// Gateway with an authenticated session that sends quotes of a number of contracts as fast as they are read, between
// `go` and `stop`.
const contracts = Number(process.argv[2])
const status = { authenticated: true, established: true, competing: false, connected: true }
const bodies: Readonly<Record<string, unknown>> = {
  tickle: { session: 'a'.repeat(32), iserver: { authStatus: status } },
  'iserver/auth/status': status,
  'iserver/auth/ssodh/init': status,
  'iserver/accounts': { accounts: ['U1'], selectedAccount: 'U1', isPaper: true },
}
const server = createServer(await issueCertificate([]), (request, response) => {
  const path = (request.url ?? '').replace('/v1/api/', '').replace(/\?.*/, '')
  request.resume()
  response.end(JSON.stringify(bodies[path] ?? {}))
})
const sockets = new WebSocketServer({ noServer: true })

/** Prepared frames of all contracts as bytes, so that the benchmark measures only the reader. */
const turn = Buffer.concat(
  Array.from({ length: Math.ceil(500 / contracts) * contracts }, (_, count) => frame(quote((count % contracts) + 1))),
)

function quote(conid: number): string {
  const price = 100 + (conid % 100)
  return JSON.stringify({
    '31': price.toFixed(2),
    '84': (price - 0.01).toFixed(2),
    '86': (price + 0.01).toFixed(2),
    server_id: 'q1',
    '6119': 'q1',
    conidEx: String(conid),
    conid,
    _updated: 1789394400000,
    topic: `smd+${conid}`,
  })
}

function frame(text: string): Buffer {
  const payload = Buffer.from(text)
  const head =
    payload.length < 126
      ? Buffer.of(0x81, payload.length)
      : Buffer.of(0x81, 126, payload.length >> 8, payload.length & 0xff)
  return Buffer.concat([head, payload])
}

server.on('upgrade', (request, stream: Duplex, head) =>
  sockets.handleUpgrade(request, stream, head, (socket) => {
    socket.send('{"topic":"system","success":"user"}')
    socket.send(JSON.stringify({ topic: 'sts', args: status }))
    socket.on('error', () => undefined)
    let isSending = false
    const pump = (): void => {
      while (isSending && !stream.destroyed && stream.write(turn)) {
        // Sends until the reader falls behind.
      }
    }
    stream.on('drain', pump)
    socket.on('message', (text) => {
      const wanted = String(text)
      if (wanted === 'stop') isSending = false
      if (wanted !== 'go') return
      isSending = true
      pump()
    })
  }),
)
server.listen(0, '127.0.0.1', () => process.send?.({ kind: 'listening', port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit())
