// Forwards bytes to a local port in its own thread, so that the benchmark's own work does not delay them.
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
      // Resets the connection to the console if the server resets its connection.
      client.destroy()
      upstream.destroy()
    })
  }
  upstream.on('data', (bytes) => kept?.push({ at: performance.timeOrigin + performance.now(), connection, bytes }))
  client.pipe(upstream)
  upstream.pipe(client)
})
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))

parentPort.on('message', (command) => {
  if (command === 'begin') kept = []
  else if (command === 'pieces') parentPort.postMessage(kept ?? [])
  else {
    server.close()
    for (const socket of sockets) socket.destroy()
    parentPort.close()
  }
})
