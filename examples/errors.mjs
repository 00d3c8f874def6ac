// Handles the errors that every program meets: an expired session (401), a rate limit (429) and a busy server (503).
// Start: IBKR_HOST=localhost:5000 node examples/errors.mjs
import { setTimeout as wait } from 'node:timers/promises'
import { IbkrClient, IbkrError } from 'ibkr-web-client'

const client = new IbkrClient(process.env.IBKR_HOST ?? 'localhost:5000')

/** Reads with up to five attempts. Never do this with orders: a request that failed may still have been executed. */
async function readAgain(route, input) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await client.request(route, input)
    } catch (error) {
      if (!IbkrError.is(error) || attempt === 5) throw error
      console.log(`Attempt ${attempt}: ${error.code} (status ${error.status})`)
      if (error.status === 401) await client.init(false)
      else if (error.status === 429) await wait(1_000 * (Number(error.headers['retry-after']) || 60))
      else if (error.status === 503) await wait(200 * attempt)
      else throw error
    }
  }
}

const { accounts } = await readAgain('GET /iserver/accounts')
console.log(`Accounts: ${accounts.join(', ')}`)
await client.close()
