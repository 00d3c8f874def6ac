// Runs the unmodified ibkr-client as a program that subscribes before the session message. Prints one JSON line with
// the number of prices and the first price of a second subscription. Argument: host:port.
const { IbkrClient } = require('ibkr-client')
const { firstFrame, topic } = require('./wait-for-frame.cjs')

const print = (value) => process.stdout.write(`${JSON.stringify(value)}\n`)
console.debug = () => {}
console.log = () => {}

const prices = (socket) => topic(socket, 'smd+265598+{"fields":["31"]}', 'umd+265598+{}', 'smd+265598')

async function run(client) {
  await client.init()
  client.session = (await client.request({ path: 'tickle', method: 'POST' })).session
  await client.request({ path: 'iserver/accounts' })
  const socket = client.socket()
  let early = 0
  const subscription = prices(socket).subscribe({
    next: () => {
      early += 1
    },
    error: () => {},
  })
  await firstFrame(socket, (frame) => frame.topic === 'system' && frame.success)
  // All earlier frames were processed or lost once the echo arrives.
  const echo = firstFrame(socket, (frame) => frame.topic === 'tic')
  socket.next('tic')
  await echo
  const earlyPrices = early
  subscription.unsubscribe()
  const price = await firstFrame(prices(socket))
  return { earlyPrices, price }
}

run(new IbkrClient(process.argv[3])).then(
  (result) => {
    print(result)
    process.exit(0)
  },
  (error) => {
    process.stderr.write(`${error.stack}\n`)
    process.exit(1)
  },
)
