// Runs the unmodified ibkr-client through one session against the simulator, and prints its results as one JSON line.
// Arguments: "oauth1" and the configuration file, or "gateway" and host:port.
const { readFileSync } = require('node:fs')
const { IbkrClient } = require('ibkr-client')
const { orders } = require('./orders.cjs')
const { awkwardParameters } = require('./awkward-parameters.cjs')
const { sockets } = require('./socket.cjs')

// The client logs every frame to the console. This output must not mix with the line that the test reads.
const print = (value) => process.stdout.write(`${JSON.stringify(value)}\n`)
console.debug = () => {}
console.log = () => {}

async function refusal(promise) {
  try {
    await promise
    return undefined
  } catch (error) {
    return error.message
  }
}

async function run(client) {
  const beforeLogin = client.oauth1 ? await refusal(client.request({ path: 'tickle', method: 'POST' })) : undefined
  const init = await client.init()
  const tickle = await client.request({ path: 'tickle', method: 'POST' })
  client.session = tickle.session
  const accounts = await client.request({ path: 'iserver/accounts' })
  const account = accounts.accounts[0]
  const portfolio = await client.request({ path: 'portfolio/accounts' })
  const stocks = await client.request({ path: 'trsrv/stocks', params: { symbols: 'AAPL,IBM' } })
  const search = await client.request({ path: 'iserver/secdef/search', params: { symbol: 'apple inc', name: true } })
  const awkward = await awkwardParameters(client)
  const unknown = await refusal(client.request({ path: 'no/such/path' }))
  const streams = await sockets(client, account)
  const traded = await orders(client, account)
  const again = client.oauth1 ? await client.init() : undefined
  const logout = await client.request({ path: 'logout', method: 'POST' })
  const afterLogout = await refusal(client.request({ path: 'iserver/accounts' }))
  return {
    beforeLogin,
    init,
    tickle,
    accounts,
    portfolio,
    stocks,
    search,
    awkward,
    unknown,
    ...streams,
    ...traded,
    again,
    logout,
    afterLogout,
  }
}

const [mode, where] = process.argv.slice(2)
const client = new IbkrClient(mode === 'oauth1' ? JSON.parse(readFileSync(where, 'utf8')) : where)
run(client).then(
  (result) => {
    print(result)
    process.exit(0)
  },
  (error) => {
    process.stderr.write(`${error.stack}\n${error.cause?.stack ?? ''}\n`)
    process.exit(1)
  },
)
