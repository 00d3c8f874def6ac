// A program written for ibkr-client 1.0.4, which prints the next update of an order. Only the import changed.
// Start: IBKR_HOST=localhost:5000 node examples/from-ibkr-client.mjs
import { IbkrClient } from 'ibkr-web-client' // was: from 'ibkr-client'

const client = new IbkrClient(process.env.IBKR_HOST ?? 'localhost:5000')
await client.init()
const { session } = await client.request({ path: 'tickle', method: 'POST' })
client.session = session
await client.request({ path: 'iserver/accounts' })

const orders = client.socket().multiplex(
  () => 'sor+{}',
  () => 'uor+{}',
  ({ topic }) => topic === 'sor',
)
const subscription = orders.subscribe(({ args }) => {
  for (const { orderId, status } of args) console.log(`Order ${orderId}: ${status}`)
  subscription.unsubscribe()
  void client.close() // our own addition: ends timers and connections, so that the program can end
})
