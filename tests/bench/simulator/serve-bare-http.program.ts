import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

// Comparison for the simulator: Node's own server, which sends as many bytes and checks nothing.
const body = Buffer.from(JSON.stringify({ filled: 'x'.repeat(1_200) }))
const server = createServer((request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
})
server.listen(0, '127.0.0.1', () => process.send?.({ kind: 'listening', port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit())
