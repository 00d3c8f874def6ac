// Logs in with OAuth 1.0a from an oauth1.json, and prints the accounts and the time until the token expires.
// `node bin/ibkr-console.mjs configure` writes oauth1.json from your key files, in their folder.
// Start: node examples/oauth-login.mjs oauth1.json
import { readFileSync } from 'node:fs'
import { IbkrClient, IbkrError } from 'ibkr-web-client'

const [file = 'oauth1.json'] = process.argv.slice(2)
const client = new IbkrClient(JSON.parse(readFileSync(file, 'utf8')), {
  // Another server than the one in oauth1.json, or api.ibkr.com.
  ...(process.env.IBKR_BASE_URL && { baseUrl: process.env.IBKR_BASE_URL }),
})
try {
  const { expiration } = await client.live()
  const hours = (expiration - Date.now()) / 3_600_000
  console.log(`Live session token for ${hours.toFixed(1)} hours`)
  const { authenticated } = await client.init(false) // false: do not end another session of this user
  const { accounts } = await client.request('GET /iserver/accounts')
  console.log(`Authenticated: ${authenticated}, accounts: ${accounts.join(', ')}`)
} catch (error) {
  if (!IbkrError.is(error)) throw error
  console.error(`${error.code}: ${error.message}${error.hint === undefined ? '' : `\n${error.hint}`}`)
  process.exitCode = 1
} finally {
  await client.close()
}
