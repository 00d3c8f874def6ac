const { firstFrame, topic } = require('./wait-for-frame.cjs')

/**
 * Receives the session message, an echo, and one frame each of orders, trades, profit and prices. Places an order
 * during the order subscription.
 */
async function sockets(client, account) {
  const socket = client.socket()
  // The socket must stay subscribed between the frames.
  const alive = socket.subscribe({ error: () => {} })
  const sessionMessage = await firstFrame(socket, (frame) => frame.topic === 'system' && frame.success)
  const live = firstFrame(topic(socket, 'sor+{}', 'uor+{}', 'sor'))
  // An echo on the same socket follows the subscription and confirms it.
  const echo = firstFrame(socket, (frame) => frame.topic === 'tic')
  socket.next('tic')
  const beat = await echo
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
  const frame = await live
  const trades = await firstFrame(topic(socket, 'str+{"days":1}', 'utr+{}', 'str'))
  const profit = await firstFrame(topic(socket, 'spl+{}', 'upl+{}', 'spl'))
  const prices = await firstFrame(
    topic(socket, 'smd+265598+{"fields":["31","84","86"]}', 'umd+265598+{}', 'smd+265598'),
  )
  alive.unsubscribe()
  return { sessionMessage, beat, question, placed, frame, trades, profit, prices }
}

module.exports = { sockets }
