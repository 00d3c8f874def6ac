const { observe } = require('./observe.cjs')

/** Observes the constructor and the public fields of the client. Nothing is sent. */
async function fields({ IbkrClient, where, oauth1 }) {
  const make = () => new IbkrClient(oauth1 ? where : where.host)
  await observe('the class is called IbkrClient', () => [typeof IbkrClient, IbkrClient.name])
  await observe('the methods of the client', () =>
    ['live', 'init', 'request', 'socket'].map((name) => typeof IbkrClient.prototype[name]),
  )
  await observe('host', () => make().host.replace(/:\d+$/, ':PORT'))
  await observe('oauth1', () => typeof make().oauth1)
  await observe('oauth1.getAccessToken()', () => make().oauth1?.getAccessToken() === where.accessToken)
  await observe('session is undefined at first and a plain field', () => {
    const client = make()
    const before = client.session
    client.session = 'mine'
    return [before, client.session]
  })
}

module.exports = { fields }
