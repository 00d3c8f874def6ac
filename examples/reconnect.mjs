// Shows what a supervised session reports when the connection drops: states, connection steps, and the gap.
// Nothing has to be done: it reconnects and subscribes again by itself. Ends after the first gap.
// Start: IBKR_HOST=localhost:5000 node examples/reconnect.mjs
import { IbkrClient } from 'ibkr-web-client'

const client = new IbkrClient(process.env.IBKR_HOST ?? 'localhost:5000')
const session = client.connect()
session.onState((state) => console.log(`Session: ${state.kind}`))
session.onConnection((step) => console.log(`Socket: ${step.kind}`))
session.subscribe('sor+{}', 'uor+{}')
const gap = new Promise((resolve) => session.onGap(resolve))
await session.ready({ signal: AbortSignal.timeout(30_000) })

const { from, to } = await gap
console.log(`Nothing was received for ${to - from} ms: read over REST what may have changed.`)
const { orders } = await session.request('GET /iserver/account/orders')
console.log(`${orders.length} orders after the gap`)
await client.close()
