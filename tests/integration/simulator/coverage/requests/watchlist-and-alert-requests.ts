import type { HttpClient } from '../../http-client.ts'
import { accountId, post, read, readTwice, type ValidRequests } from '../valid-request.ts'

const list = { id: '1234', name: 'Mine', rows: [{ C: 8314 }, { H: '' }, { C: 265598 }] }
const alert = {
  alertName: 'IBM high',
  alertMessage: 'IBM is high',
  alertRepeatable: 0,
  email: 'trader@simulated.invalid',
  outsideRth: 0,
  tif: 'GTC',
  conditions: [{ conidex: '8314@NYSE', logicBind: 'n', operator: '>=', triggerMethod: '0', type: 1, value: '500' }],
}
const alerts = `iserver/account/${accountId}/alert`
const phone = { deviceName: 'Phone', deviceId: 'D1', uiName: 'My phone', enabled: true }

/** Requests for data of the username: watchlists, alerts, notifications. */
export const watchlistAndAlertRequests: ValidRequests = {
  'POST /iserver/watchlist': post('iserver/watchlist', list),
  'GET /iserver/watchlist': async (client) => {
    await client.post('iserver/watchlist', list)
    await client.get('iserver/watchlist?id=1234')
    return client.get('iserver/watchlist?id=1234')
  },
  'GET /iserver/watchlists': async (client) => {
    await client.post('iserver/watchlist', list)
    return client.get('iserver/watchlists?SC=USER_WATCHLIST')
  },
  'DELETE /iserver/watchlist': async (client) => {
    await client.post('iserver/watchlist', list)
    return client.delete('iserver/watchlist?id=1234')
  },

  'POST /iserver/account/{accountId}/alert': post(alerts, alert),
  'POST /iserver/account/{accountId}/alert/activate': async (client) =>
    client.post(`${alerts}/activate`, { alertId: await made(client), alertActive: 0 }),
  'GET /iserver/account/alert/{alertId}': async (client) =>
    client.get(`iserver/account/alert/${await made(client)}?type=Q`),
  'DELETE /iserver/account/{accountId}/alert/{alertId}': async (client) =>
    client.delete(`${alerts}/${await made(client)}`),
  'GET /iserver/account/{accountId}/alerts': async (client) => {
    await made(client)
    return client.get(`iserver/account/${accountId}/alerts`)
  },
  'GET /iserver/account/mta': read('iserver/account/mta'),

  'GET /fyi/unreadnumber': readTwice('fyi/unreadnumber'),
  'GET /fyi/settings': read('fyi/settings'),
  'POST /fyi/settings/{typecode}': post('fyi/settings/PF', { enabled: false }),
  'GET /fyi/disclaimer/{typecode}': read('fyi/disclaimer/BA'),
  'PUT /fyi/disclaimer/{typecode}': (client) => client.put('fyi/disclaimer/BA'),
  'GET /fyi/deliveryoptions': async (client) => {
    await client.post('fyi/deliveryoptions/device', phone)
    return client.get('fyi/deliveryoptions')
  },
  'PUT /fyi/deliveryoptions/email': (client) => client.put('fyi/deliveryoptions/email?enabled=true'),
  'POST /fyi/deliveryoptions/device': post('fyi/deliveryoptions/device', phone),
  'DELETE /fyi/deliveryoptions/{deviceId}': async (client) => {
    await client.post('fyi/deliveryoptions/device', phone)
    return client.delete('fyi/deliveryoptions/D1')
  },
  'GET /fyi/notifications': readTwice('fyi/notifications?max=10'),
  'GET /fyi/notifications/more': async (client) => client.get(`fyi/notifications/more?id=${await newest(client)}`),
  'PUT /fyi/notifications/{notificationId}': async (client) => client.put(`fyi/notifications/${await newest(client)}`),
  'POST /iserver/notification': post('iserver/notification', { orderId: 1, reqId: '2', text: 'Yes' }),
}

async function made(client: HttpClient): Promise<number> {
  return ((await client.post(alerts, alert)).body as { readonly order_id: number }).order_id
}

async function newest(client: HttpClient): Promise<string> {
  await client.get('fyi/settings')
  const { body } = await client.get('fyi/notifications?max=1')
  return (body as readonly { readonly ID: string }[])[0]?.ID ?? ''
}
