const { messageOf, observe } = require('./observe.cjs')

/** Observes requests. The parameter `of` marks each request, so that the server side can be compared later. */
async function requests({ IbkrClient, client, where, oauth1, closedPort }) {
  const read = (of, more = {}) => client.request({ path: 'trsrv/stocks', params: { symbols: 'AAPL', of }, ...more })
  await observe('request resolves to the parsed body', async () => Object.keys(await read('plain')))
  await observe('params: kinds of values', () =>
    client
      .request({
        path: 'trsrv/stocks',
        params: { of: 'kinds', symbols: 'AAPL', number: 1.5, zero: 0, yes: true, no: false, nil: null, not: undefined },
      })
      .then(Object.keys),
  )
  await observe('params: an array', () =>
    client.request({ path: 'trsrv/stocks', params: { of: 'array', symbols: ['AAPL', 'IBM'] } }).then(Object.keys),
  )
  await observe('params: an empty array and an empty string', () =>
    client
      .request({ path: 'trsrv/stocks', params: { of: 'empty', symbols: 'AAPL', none: [], text: '' } })
      .then(Object.keys),
  )
  await observe('params: reserved characters', () =>
    client
      .request({ path: 'trsrv/stocks', params: { of: 'reserved', symbols: 'AAPL', odd: `a b+c&d=e/f?g%20,ü'"!*()~` } })
      .then(Object.keys),
  )
  await observe('a query in the path', () =>
    client.request({ path: 'trsrv/stocks?symbols=AAPL&of=path' }).then(Object.keys),
  )
  await observe('data is sent as JSON', () =>
    client
      .request({ path: 'iserver/auth/status', method: 'POST', data: { of: 'data', text: 'ü', list: [1] } })
      .then(Boolean),
  )
  await observe('data of a DELETE', () =>
    messageOf(client.request({ path: 'iserver/account/DU1234567/order/1', method: 'DELETE', data: { of: 'delete' } })),
  )
  await observe('a path with a leading slash', () =>
    messageOf(client.request({ path: '/trsrv/stocks', params: { symbols: 'AAPL', of: 'slash' } }).then(Object.keys)),
  )
  await observe('a path that starts with /v1/api/', () =>
    messageOf(
      client.request({ path: '/v1/api/trsrv/stocks', params: { symbols: 'AAPL', of: 'absolute' } }).then(Object.keys),
    ),
  )
  await observe('own headers', () => messageOf(read('headers', { headers: { 'X-Mine': '1' } }).then(Object.keys)))
  await observe('own User-Agent', () =>
    messageOf(read('agent', { headers: { 'User-Agent': 'Mine/1' } }).then(Object.keys)),
  )

  await observe('an error with a page', () => messageOf(client.request({ path: 'no/such/path' })))
  await observe('an error with JSON', () => messageOf(client.request({ path: 'iserver/account/orders' })))
  for (const fault of ['500', '503', '429', '401', '410', 'html-502', 'empty-401', 'empty-500']) {
    await observe(`a damaged response: ${fault}`, () => messageOf(client.request({ path: `fault/${fault}` })))
  }
  await observe('200 without a body', () => messageOf(client.request({ path: 'fault/empty-200' })))
  await observe('200 with text', () => messageOf(client.request({ path: 'fault/html-200' })))
  await observe('a response with 204', () => messageOf(client.request({ path: 'fault/empty-204' })))
  await observe('no response', () =>
    messageOf(client.request({ path: 'fault/reset' }).catch((error) => Promise.reject(new Error(cause(error))))),
  )
  if (!oauth1) {
    await observe('a closed port', () => {
      const nobody = new IbkrClient(`127.0.0.1:${closedPort}`)
      return messageOf(nobody.request({ path: 'tickle' }).catch((error) => Promise.reject(new Error(cause(error)))))
    })
    for (const [name, address] of [
      ['https://host:port', `https://${where.host}`],
      ['https://host:port/', `https://${where.host}/`],
      ['https://host:port/v1/api', `https://${where.host}/v1/api`],
      ['host:port/', `${where.host}/`],
    ]) {
      await observe(`an address such as ${name}`, () =>
        messageOf(new IbkrClient(address).request({ path: 'tickle', method: 'POST' }).then(() => 'responded')),
      )
    }
  }
}

/** Returns the code of the error's cause. Transport messages differ, and programs read only the code. */
function cause(error) {
  const code = error?.cause?.code
  return `${error instanceof Error ? 'Error' : typeof error} with the cause ${code}`
}

module.exports = { requests }
