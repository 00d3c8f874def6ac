import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'

// Server for all clients: self-signed https that sends a gateway's accounts without checks, so that the figures depend
// only on the clients.
const body = Buffer.from(
  JSON.stringify({
    accounts: ['DU1234567'],
    acctProps: { DU1234567: { hasChildAccounts: false } },
    selectedAccount: 'DU1234567',
  }),
)
const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], { keySize: 2048 })
const server = createServer({ key, cert, keepAliveTimeout: 60_000 }, (request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body)
})
server.listen(0, '127.0.0.1', () => process.send?.({ kind: 'listening', port: (server.address() as AddressInfo).port }))
process.on('disconnect', () => process.exit())
