import { accountId, post, readTwice, type ValidRequests } from '../valid-request.ts'

const order = { conid: 8314, orderType: 'LMT', side: 'BUY', price: 290, quantity: 1, tif: 'DAY' }
const large = { ...order, quantity: 501 }
const orders = `iserver/account/${accountId}/orders`

export const orderRequests: ValidRequests = {
  'GET /iserver/account/orders': readTwice('iserver/account/orders'),
  'GET /iserver/account/trades': readTwice('iserver/account/trades?days=2'),
  'POST /iserver/account/{accountId}/orders': post(orders, { orders: [order] }),
  'POST /iserver/account/{accountId}/orders/whatif': post(`${orders}/whatif`, { orders: [order] }),
  'GET /iserver/account/order/status/{orderId}': async (client) =>
    client.get(`iserver/account/order/status/${await placed(client)}`),
  'POST /iserver/account/{accountId}/order/{orderId}': async (client) =>
    client.post(`iserver/account/${accountId}/order/${await placed(client)}`, { ...order, price: 291 }),
  'DELETE /iserver/account/{accountId}/order/{orderId}': async (client) =>
    client.delete(`iserver/account/${accountId}/order/${await placed(client)}`),
  'POST /iserver/account/{accountId}/order': post(`iserver/account/${accountId}/order`, order),
  'POST /iserver/account/{accountId}/order/whatif': post(`iserver/account/${accountId}/order/whatif`, order),
  'POST /iserver/account/orders/{faGroup}': async (client) => {
    const group = { name: 'Both', accounts: [{ name: accountId }], default_method: 'E' }
    await client.post('iserver/account/allocation/group', group)
    return client.post('iserver/account/orders/Both', { orders: [order] })
  },
  'POST /iserver/reply/{replyId}': async (client) => {
    const { body } = await client.post(orders, { orders: [large] })
    const [question] = body as readonly { readonly id: string }[]
    return client.post(`iserver/reply/${question?.id}`, { confirmed: true })
  },
  'POST /iserver/questions/suppress': post('iserver/questions/suppress', { messageIds: ['o163'] }),
  'POST /iserver/questions/suppress/reset': post('iserver/questions/suppress/reset'),
}

async function placed(client: Parameters<ValidRequests[string]>[0]): Promise<string> {
  const { body } = await client.post(orders, { orders: [order] })
  const [accepted] = body as readonly { readonly order_id: string }[]
  return accepted?.order_id ?? ''
}
