const { messageOf, observe } = require('./observe.cjs')

/** Observes the methods live() and init(). */
async function logins({ IbkrClient, client, where, oauth1, otherPrime }) {
  if (!oauth1) {
    await observe('live() through a gateway', () => messageOf(client.live()))
  } else {
    await observe('a request before the login', () => messageOf(client.request({ path: 'tickle', method: 'POST' })))
    await observe('live() resolves to', async () => {
      const live = await client.live()
      const bytes = Buffer.from(live.token, 'base64').length
      return [Object.keys(live).sort(), bytes, /^[0-9a-f]{40}$/.test(live.signature), typeof live.expiration]
    })
    await observe('live() does not store the token', () =>
      messageOf(client.request({ path: 'tickle', method: 'POST' })),
    )
    await observe('live() with the prime of another set-up', () =>
      messageOf(new IbkrClient({ ...where, dhPrime: otherPrime }).live()),
    )
  }
  await observe('init() resolves to', () => client.init().then((body) => Object.keys(body).sort()))
  await observe('init(false) resolves to', () => client.init(false).then((body) => body.authenticated))
  await observe('init(true, false)', () => messageOf(client.init(true, false)))
  await client.init()
  await observe('init() does not change session', () => client.session)
  await observe('a request after the login', () =>
    client.request({ path: 'tickle', method: 'POST' }).then((body) => typeof body.session),
  )
}

module.exports = { logins }
