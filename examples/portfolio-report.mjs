// Prints the positions of an account with their profit and loss, read page by page, and its cash balances.
// Start: IBKR_HOST=localhost:5000 node examples/portfolio-report.mjs
import { IbkrClient, paginate } from 'ibkr-web-client'

const client = new IbkrClient(process.env.IBKR_HOST ?? 'localhost:5000')
const [{ accountId }] = await client.request('GET /portfolio/accounts') // required before other portfolio calls
console.log(`Account ${accountId}`)

const positions = paginate((pageId, signal) =>
  client.request('GET /portfolio/{accountId}/positions/{pageId}', {
    path: { accountId, pageId },
    query: { sort: 'name' }, // unsorted pages may overlap
    signal,
  }),
)
for await (const { contractDesc, position, mktValue, unrealizedPnl, currency } of positions) {
  console.log(`${contractDesc}: ${position}, worth ${mktValue} ${currency}, unrealised ${unrealizedPnl}`)
}

const ledger = await client.request('GET /portfolio/{accountId}/ledger', { path: { accountId } })
for (const [currency, { cashbalance }] of Object.entries(ledger)) console.log(`Cash ${currency}: ${cashbalance}`)
await client.close()
