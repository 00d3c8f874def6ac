import { WebSocket } from 'ws'

// Counts the frames of a WebSocket server without parsing them, and reports the total every ten milliseconds.
const [url = '', sockets = '1', cookie = '', ...subscriptions] = process.argv.slice(2)

let total = 0
let open = 0
for (let count = 0; count < Number(sockets); count += 1) {
  const socket = new WebSocket(url, { perMessageDeflate: false, headers: { cookie, 'user-agent': 'bench' } })
  socket.on('message', (data) => {
    total += 1
    // The heartbeat completes the session message. The count starts after it.
    if (open >= Number(sockets) || !String(data).includes('"hb"')) return
    for (const subscription of subscriptions) socket.send(subscription)
    open += 1
    if (open === Number(sockets)) process.send?.({ kind: 'open' })
  })
}
setInterval(() => process.send?.({ kind: 'total', total }), 10)
process.on('disconnect', () => process.exit())
