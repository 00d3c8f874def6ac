/** Confirms all questions, and returns their message ids and the final response. */
async function confirmAll(client, response) {
  const asked = []
  let current = response
  while (Array.isArray(current) && current[0]?.messageIds !== undefined) {
    asked.push(...current[0].messageIds)
    current = await client.request({
      path: `iserver/reply/${current[0].id}`,
      method: 'POST',
      data: { confirmed: true },
    })
  }
  return { asked, end: current }
}

/** Reads until the response contains values, because the first responses contain none. */
async function quoteOf(client, fields) {
  for (;;) {
    const [row] = await client.request({ path: 'iserver/marketdata/snapshot', params: { conids: 265598, fields } })
    if (row[31] !== undefined) return row
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Places an order with three questions, an order that is declined, and an order that is modified and cancelled. */
async function orders(client, account) {
  const path = `iserver/account/${account}/orders`
  const place = (order) => client.request({ path, method: 'POST', data: { orders: [order] } })
  const fields = '31,84,86'
  const quote = await quoteOf(client, fields)
  const last = Number.parseFloat(String(quote[31]).replace(/^[A-Z]/, ''))
  const order = { conid: 265598, side: 'BUY', tif: 'DAY' }

  const chain = await confirmAll(
    client,
    await place({
      ...order,
      orderType: 'LMT',
      price: Math.round(last * 1.06),
      quantity: 900,
      cOID: `interop "ü", it's/1`,
    }),
  )
  const question = await place({ ...order, orderType: 'MKT', quantity: 1 })
  const declined = await client.request({
    path: `iserver/reply/${question[0].id}`,
    method: 'POST',
    data: { confirmed: false },
  })
  const working = await confirmAll(
    client,
    await place({ ...order, orderType: 'LMT', price: Math.round(last * 0.98), quantity: 2, tif: 'GTC' }),
  )
  const id = working.end[0].order_id
  const changed = await confirmAll(
    client,
    await client.request({
      path: `iserver/account/${account}/order/${id}`,
      method: 'POST',
      data: { ...order, orderType: 'LMT', price: Math.round(last * 0.98), quantity: 3, tif: 'GTC' },
    }),
  )
  const status = await client.request({ path: `iserver/account/order/status/${id}` })
  const cancelled = await client.request({ path: `iserver/account/${account}/order/${id}`, method: 'DELETE' })
  return { quote, chain, declined, working, changed, status, cancelled }
}

module.exports = { orders }
