// Rolls a short put: buys back the put that expires first, and sells one of the next month at the same strike, as one
// combo: both legs fill, or none. It previews the order before it sends it.
// Start: IBKR_HOST=localhost:5000 node examples/roll-short-put.mjs AAPL
import { setTimeout as wait } from 'node:timers/promises'
import { IbkrClient } from 'ibkr-web-client'

const [symbol = 'AAPL'] = process.argv.slice(2)
/** IBKR's id for every combo in USD. Combos in other currencies have another one. */
const USD_COMBO = 28812380

const client = new IbkrClient(process.env.IBKR_HOST ?? 'localhost:5000')
const session = client.connect()
await session.ready({ signal: AbortSignal.timeout(30_000) })
const { accounts } = await session.request('GET /iserver/accounts')
const [accountId] = accounts

const near = await findShortPut()
if (near === undefined) {
  console.log(`No short put of ${symbol} in ${accountId}.`)
} else {
  const next = await findNextPut(near)
  await roll(near, next)
}
await client.close()

/** Returns the short put of the symbol that expires first, with its quantity. */
async function findShortPut() {
  await session.request('GET /portfolio/accounts') // required before other portfolio calls
  const positions = await session.request('GET /portfolio2/{accountId}/positions', { path: { accountId } })
  const puts = []
  for (const { conid, position = 0, assetClass } of positions) {
    if (assetClass !== 'OPT' || position >= 0) continue
    const put = await session.findContract(`#${conid}`)
    if (put.symbol === symbol && put.right === 'P') puts.push({ ...put, quantity: -position })
  }
  return puts.sort((one, other) => Number(one.expiry) - Number(other.expiry))[0]
}

/** Returns the put of the next month with the same strike and trading class, of several the one that expires last. */
async function findNextPut({ month, strike, tradingClass }) {
  const { months } = await session.optionChain(symbol)
  const expiry = months.find((each) => each > month)
  const chain = await session.optionChain(symbol, { expiry, strikes: [strike], right: 'P', tradingClass })
  let last
  for await (const put of chain.contracts()) last = put
  if (last === undefined) throw new Error(`No put of ${symbol} at ${strike} in ${expiry}.`)
  return last
}

async function roll(bought, sold) {
  const { quantity } = bought
  const [cost, income] = [await readPrice(bought.conid, 'ask'), await readPrice(sold.conid, 'bid')]
  // Buying the combo buys the first leg and sells the second one. A negative price is a credit.
  const price = Math.round((cost - income) * 100) / 100
  const conidex = `${USD_COMBO};;;${bought.conid}/1,${sold.conid}/-1`
  const order = { conidex, side: 'BUY', quantity, orderType: 'LMT', price, tif: 'DAY' }
  console.log(
    `Roll ${quantity} × ${bought.name} to ${sold.name} for a ${price < 0 ? 'credit' : 'debit'} of ${Math.abs(price)}`,
  )

  const { amount, warn, error } = await session.request('POST /iserver/account/{accountId}/orders/whatif', {
    path: { accountId },
    body: { orders: [order] },
  })
  if (error) throw new Error(error)
  console.log(`Preview: commission ${amount?.commission}. ${warn ?? ''}`)

  // Only this question is confirmed: no market data was read for the combo.
  const [placed] = await session.placeOrders(accountId, [order], { confirm: ['o354'] })
  const { status, averagePrice } = await placed.filled({ signal: AbortSignal.timeout(60_000) })
  console.log(`Order ${placed.orderId}: ${status} at ${averagePrice}`)
}

/** Reads a price. The first snapshot of a contract starts its data and is incomplete. */
async function readPrice(conid, side) {
  const field = side === 'bid' ? '84' : '86'
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const query = { conids: [`${conid}`], fields: [field] }
    const [row] = await session.request('GET /iserver/marketdata/snapshot', { query })
    if (row?.[field] !== undefined) return Number(row[field])
    await wait(500)
  }
  throw new Error(`IBKR has no ${side} price for contract ${conid}.`)
}
