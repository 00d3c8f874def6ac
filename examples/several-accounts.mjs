// Prints net liquidation and buying power of each account of a login.
// Start: IBKR_HOST=localhost:5000 node examples/several-accounts.mjs
import { IbkrClient } from 'ibkr-web-client'

const client = new IbkrClient(process.env.IBKR_HOST ?? 'localhost:5000')
const accounts = await client.request('GET /portfolio/accounts')
for (const { accountId } of accounts) {
  const summary = await client.request('GET /portfolio/{accountId}/summary', { path: { accountId } })
  const { netliquidation, buyingpower } = summary
  const text = ({ amount, currency }) => `${amount} ${currency}`
  console.log(`${accountId}: net liquidation ${text(netliquidation)}, buying power ${text(buyingpower)}`)
}
await client.close()
