// Passes bytes on to a port of this machine, in a thread that does nothing else: whatever the bench works out, the wire is never late.
import { connect, createServer } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

let kept
let connections = 0
const sockets = new Set()

const server = createServer((client) => {
  connections += 1
  const connection = connections
  const upstream = connect(workerData.to, '127.0.0.1')
  for (const socket of [client, upstream]) {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      sockets.delete(socket)
      // Cut there, cut here: the console must see what the server does.
      client.destroy()
      upstream.destroy()
    })
  }
  upstream.on('data', (bytes) => kept?.push({ at: performance.timeOrigin + performance.now(), connection, bytes }))
  client.pipe(upstream)
  upstream.pipe(client)
})
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))

parentPort.on('message', (wish) => {
  if (wish === 'begin') kept = []
  else if (wish === 'pieces') parentPort.postMessage(kept ?? [])
  else {
    server.close()
    for (const socket of sockets) socket.destroy()
    parentPort.close()
  }
})
