import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { measureFrames } from './measure-frames.ts'

// Comparison for the simulator: a bare `ws` server, corked once per event loop iteration, that sends the same kind of
// frame.
const [counterFile = '', sockets = '1', seconds = '2'] = process.argv.slice(2)
const server = createServer()
const socketServer = new WebSocketServer({ noServer: true })
const open: { readonly socket: WebSocket; readonly stream: Duplex }[] = []
server.on('upgrade', (request, stream, head) =>
  socketServer.handleUpgrade(request, stream, head, (socket) => {
    open.push({ socket, stream })
    socket.send('{"hb":1}')
  }),
)
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const framesPerTurn = 50
let sent = 0
await measureFrames({
  counterFile,
  sockets: Number(sockets),
  seconds: Number(seconds),
  url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
  cookie: '',
  subscriptions: [],
  produce: (turn) => {
    for (const { stream } of open) stream.cork()
    for (let count = 0; count < framesPerTurn; count += 1) {
      const price = 100 + (((turn * framesPerTurn + count) / 100) % 100)
      const text = JSON.stringify({
        '31': price.toFixed(2),
        '84': (price - 0.01).toFixed(2),
        '86': (price + 0.01).toFixed(2),
        server_id: 'q1',
        '6119': 'q1',
        conidEx: '265598',
        conid: 265598,
        _updated: 1789394400000,
        topic: 'smd+265598',
      })
      for (const { socket } of open) socket.send(text)
      sent += open.length
    }
    for (const { stream } of open) stream.uncork()
  },
  sent: () => sent,
})
for (const { socket } of open) socket.terminate()
server.close()
process.disconnect?.()
