import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { IbkrOauth1, type IbkrOauth1Config } from '../../../src/client/index.ts'
import { sendRawRequest } from './send-raw-request.ts'

/** Server to load. With `signed`, the program logs in first; otherwise the server does not verify the signatures. */
interface Order {
  readonly port: number
  readonly keys: IbkrOauth1Config
  readonly signed: boolean
  readonly connections: number
  readonly requests: number
}

const paths = [
  ['iserver/accounts', ''],
  ['iserver/marketdata/snapshot', 'conids=265598,8314&fields=31,84,86'],
  ['portfolio/DU1234567/ledger', ''],
] as const

// Signs all requests in advance with the client library. Then sends them over open connections, one at a time per
// connection.
process.once('message', (order: Order) => void run(order))
process.on('disconnect', () => process.exit())

async function run({ port, keys, signed, connections, requests }: Order): Promise<void> {
  const api = `http://127.0.0.1:${port}/v1/api/`
  const oauth1 = new IbkrOauth1(keys)
  const token = signed ? await logIn(api, oauth1) : randomBytes(20).toString('base64')
  const texts = Array.from({ length: requests }, (_, index) => {
    const [path, query] = paths[index % paths.length] ?? paths[0]
    const headers = oauth1.generateOauthHeaders(
      api + path,
      'GET',
      token,
      Object.fromEntries(new URLSearchParams(query)),
    )
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    const target = query === '' ? path : `${path}?${query}`
    return `GET /v1/api/${target} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n${lines.join('')}\r\n`
  })
  const started = performance.now()
  let next = 0
  let refused = 0
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(port, '127.0.0.1').setNoDelay()
      for (let text = texts[next++]; text !== undefined; text = texts[next++]) {
        if ((await sendRawRequest(socket, text)) !== 200) refused += 1
      }
      socket.destroy()
    }),
  )
  const seconds = (performance.now() - started) / 1000
  process.send?.({ kind: 'requests', perSecond: requests / seconds, refused })
}

async function logIn(api: string, oauth1: IbkrOauth1): Promise<string> {
  const url = `${api}oauth/live_session_token`
  const { headers, random, prepend } = oauth1.generateLiveSessionData(url)
  const response = await fetch(url, { method: 'POST', headers, body: '' })
  const { diffie_hellman_response: number } = (await response.json()) as { diffie_hellman_response: string }
  const token = oauth1.generateLiveSessionToken(number, random, prepend)
  const call = async (method: string, path: string) => {
    const signedHeaders = oauth1.generateOauthHeaders(api + path, method, token)
    const body = method === 'POST' ? { body: '{"publish":true,"compete":true}' } : {}
    await (await fetch(api + path, { method, headers: signedHeaders, ...body })).text()
  }
  await call('POST', 'iserver/auth/ssodh/init')
  await call('GET', 'iserver/accounts')
  await call('GET', 'portfolio/accounts')
  return token
}
