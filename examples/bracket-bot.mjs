// Places a bracket (an entry with a take-profit and a stop-loss order) and follows its orders until the entry is filled.
// It sends orders. Start: IBKR_HOST=localhost:5000 node examples/bracket-bot.mjs
import { confirmOnly, IbkrClient, placeOrders, rowsOfOrders } from 'ibkr-web-client'

const CONID = 265598 // AAPL
const client = new IbkrClient(process.env.IBKR_HOST ?? 'localhost:5000')
const session = client.connect()
await session.ready({ signal: AbortSignal.timeout(30_000) })
const { accounts } = await session.request('GET /iserver/accounts')
const account = accounts[0]

const id = `bracket-${Date.now()}`
const common = { conid: CONID, quantity: 10, tif: 'DAY' }
const orders = [
  { ...common, cOID: id, side: 'BUY', orderType: 'MKT' },
  { ...common, cOID: `${id}-profit`, parentId: id, side: 'SELL', orderType: 'LMT', price: 400 },
  { ...common, cOID: `${id}-loss`, parentId: id, side: 'SELL', orderType: 'STP', price: 50 },
]
// Only these questions are confirmed: price far from the market, no market data, market order, stop order.
const response = await placeOrders(session, account, orders, confirmOnly(['o163', 'o354', 'o10151', 'o10152']))
if (response.kind !== 'accepted') throw new Error(`Not placed: ${JSON.stringify(response)}`)
const placed = rowsOfOrders(orders, response.rows)
const names = ['Entry', 'Take profit', 'Stop loss']
const named = new Map(placed.map((row, index) => [row?.orderId, names[index]]))
for (const [orderId, name] of named) console.log(`${name}: order ${orderId}`)

const entryId = placed[0]?.orderId
for await (const { changed } of session.streams.orders()) {
  const ours = changed.filter(({ orderId }) => named.has(orderId))
  for (const { orderId, status, filled, quantity } of ours) {
    console.log(`${named.get(orderId)}: ${status}, ${filled} of ${quantity}`)
  }
  if (ours.some(({ orderId, status }) => orderId === entryId && status === 'Filled')) break
}
for (const orderId of [...named.keys()].slice(1)) {
  await session.request('DELETE /iserver/account/{accountId}/order/{orderId}', {
    path: { accountId: account, orderId },
  })
}
console.log('Cancelled the two exits. The position stays open.')
await client.close()
