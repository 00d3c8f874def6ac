// Places a bracket (an entry with a take-profit and a stop-loss order), waits until the entry is filled, and cancels the
// exits. It sends orders. Start: IBKR_HOST=localhost:5000 node examples/bracket-bot.mjs
import { bracket, IbkrClient, IbkrError, IbkrOrderError } from 'ibkr-web-client'

const client = new IbkrClient(process.env.IBKR_HOST ?? 'localhost:5000')
const session = client.connect()
await session.ready({ signal: AbortSignal.timeout(30_000) })
const { accounts } = await session.request('GET /iserver/accounts')

const orders = bracket({
  parent: { conid: 265598, side: 'BUY', quantity: 10, orderType: 'MKT', tif: 'DAY' }, // AAPL
  takeProfit: { orderType: 'LMT', price: 400, tif: 'GTC' },
  stopLoss: { orderType: 'STP', price: 50, tif: 'GTC' },
})
// Only these questions are confirmed: price far from the market, no market data, market order, stop order.
const confirm = ['o163', 'o354', 'o10151', 'o10152']
const [entry, profit, loss] = await session.placeOrders(accounts[0], orders, { confirm }).catch((error) => {
  // After a rejected exit, IBKR has the other orders: `placed` lists them.
  if (IbkrOrderError.is(error))
    console.error(
      'Placed nevertheless:',
      error.placed.map(({ orderId }) => orderId),
    )
  throw error
})
console.log(`Entry: order ${entry.orderId}, take profit: ${profit.orderId}, stop loss: ${loss.orderId}`)

const { status, filled, quantity, averagePrice } = await entry.filled({ signal: AbortSignal.timeout(60_000) })
console.log(`Entry: ${status}, ${filled} of ${quantity} at ${averagePrice}`)

const exits = [profit, loss]
for (const exit of exits) {
  await exit.cancel().catch((error) => {
    // IBKR may have cancelled this exit with the other one. `done` waits for its final status in any case.
    if (!IbkrError.is(error, 'bad-request')) throw error
  })
}
const ended = await Promise.all(exits.map((exit) => exit.done({ signal: AbortSignal.timeout(60_000) })))
console.log(`Cancelled the two exits (${ended.map((order) => order.status).join(', ')}). The position stays open.`)
await client.close()
