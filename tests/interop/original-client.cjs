// Runs the published ibkr-client, unmodified, through one session against the simulator, and prints what it got as one
// JSON line. Arguments: "oauth1" and the configuration file, or "gateway" and host:port.
const { readFileSync } = require('node:fs')
const { IbkrClient } = require('ibkr-client')

// The client logs every frame whatever it is told; its words must not mix with the one line that the test reads.
const print = (value) => process.stdout.write(`${JSON.stringify(value)}\n`)
console.debug = () => {}
console.log = () => {}

const deadline = 10_000

function firstFrame(socket, wanted) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('No such frame within 10 s')), deadline)
    const subscription = socket.subscribe({
      next: (frame) => {
        if (!wanted(frame)) return
        clearTimeout(timer)
        resolve(frame)
        setImmediate(() => subscription.unsubscribe())
      },
      error: reject,
    })
  })
}

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
  const awkward = await client.request({
    path: 'iserver/secdef/search',
    params: { symbol: "Zürich & Söhne (l'été)! 100% *", name: true, nothing: null },
  })
  const unknown = await refusal(client.request({ path: 'no/such/path' }))

  const socket = client.socket()
  // The socket must stay subscribed while frames are waited for one after the other.
  const alive = socket.subscribe({ error: () => {} })
  await firstFrame(socket, (frame) => frame.topic === 'system' && frame.success)
  const liveOrder = firstFrame(
    {
      subscribe: (observer) =>
        socket
          .multiplex(
            () => 'sor+{}',
            () => 'uor+{}',
            (frame) => frame.topic === 'sor',
          )
          .subscribe(observer),
    },
    () => true,
  )
  // The subscription is on its way on the same socket; an echo behind it says that it has arrived.
  const echo = firstFrame(socket, (frame) => frame.topic === 'tic')
  socket.next('tic')
  await echo
  const question = await client.request({
    path: `iserver/account/${account}/orders`,
    method: 'POST',
    data: { orders: [{ conid: 265598, orderType: 'MKT', side: 'BUY', quantity: 3, tif: 'DAY', cOID: 'interop-1' }] },
  })
  const placed = await client.request({
    path: `iserver/reply/${question[0].id}`,
    method: 'POST',
    data: { confirmed: true },
  })
  const frame = await liveOrder
  alive.unsubscribe()
  return { beforeLogin, init, tickle, accounts, portfolio, stocks, search, awkward, unknown, question, placed, frame }
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
