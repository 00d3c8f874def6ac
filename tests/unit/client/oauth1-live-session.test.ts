import { createHmac } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { IbkrClient, type IbkrClientOptions, type IbkrOauth1Config } from '../../../src/client/index.ts'
import { computeLiveSessionToken, diffieHellmanChallenge } from '../../../src/client/oauth1/index.ts'
import { makeTestKeys } from './test-keys.ts'
import { startTestServer } from './test-server.ts'

const keys = makeTestKeys()
const releases: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release()
})

interface Reply {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body?: Record<string, unknown>
}

/** Simulates IBKR's side of the exchange. `change` returns the response to the nth request, given a valid body. */
async function startExchange(change: (good: Record<string, string>, nth: number) => Reply) {
  let count = 0
  const server = await startTestServer((seen, response) => {
    const challenge = /diffie_hellman_challenge="([0-9a-f]+)"/.exec(String(seen.headers.authorization))?.[1] ?? ''
    const own = { prime: keys.config.dhPrime, secretExponent: `a${count}5` }
    const token = computeLiveSessionToken({ ...own, serverPublic: challenge, prependHex: keys.prepend })
    const signature = createHmac('sha1', Buffer.from(token, 'base64')).update(keys.config.consumerKey).digest('hex')
    const good = { diffie_hellman_response: diffieHellmanChallenge(own), live_session_token_signature: signature }
    const { status = 200, headers = {}, body = good } = change(good, ++count)
    response.writeHead(status, headers).end(JSON.stringify({ live_session_token_expiration: 1, ...body }))
  })
  releases.push(server.close)
  return {
    server,
    client: (config: Partial<IbkrOauth1Config> = {}, options: IbkrClientOptions = {}) => {
      const client = new IbkrClient({ ...keys.config, ...config }, { baseUrl: server.baseUrl, ...options })
      releases.push(() => client.close())
      return client
    },
  }
}

describe('exchange for a live session token', () => {
  it.each([
    ['as documented', (good: Record<string, string>) => good],
    [
      'with the field name of the schema',
      ({ diffie_hellman_response, ...rest }: Record<string, string>) => ({
        diffie_hellman_challenge: diffie_hellman_response,
        ...rest,
      }),
    ],
    [
      'in upper case and with leading zeros',
      (good: Record<string, string>) => ({
        diffie_hellman_response: `000${good['diffie_hellman_response']?.toUpperCase()}`,
        live_session_token_signature: good['live_session_token_signature']?.toUpperCase(),
      }),
    ],
  ])('accepts a response %s', async (_how, spell) => {
    const { client, server } = await startExchange((good) => ({ body: spell(good) }))
    await expect(client().live()).resolves.toMatchObject({ token: expect.stringMatching(/^[A-Za-z0-9+/]{27}=$/) })
    expect(server.seen).toHaveLength(1)
  })

  it('repeats the exchange once with a new challenge after an empty response', async () => {
    const { client, server } = await startExchange((good, nth) => ({ body: nth === 1 ? {} : good }))
    await client().live()
    const challenges = server.seen.map(({ headers }) => /challenge="(\w+)"/.exec(String(headers.authorization))?.[1])
    expect(new Set(challenges).size).toBe(2)
  })

  it('rejects after two empty responses', async () => {
    const { client, server } = await startExchange(() => ({ body: { diffie_hellman_response: '' } }))
    await expect(client().live()).rejects.toMatchObject({
      code: 'diffie-hellman-invalid',
      message: expect.stringContaining('is empty'),
    })
    expect(server.seen).toHaveLength(2)
  })

  it.each(['', 'zz', '00'.repeat(20)])(
    'fails with the error text of ibkr-client for the signature "%s"',
    async (signature) => {
      const { client } = await startExchange((good) => ({ body: { ...good, live_session_token_signature: signature } }))
      await expect(client().live()).rejects.toThrow(/^Cannot validate live session token$/)
    },
  )

  it('signs with encrypted keys and their passphrases', async () => {
    const { client } = await startExchange((good) => ({ body: good }))
    const lock = (key: typeof keys.signature, type: 'pkcs1' | 'pkcs8', passphrase: string): string =>
      String(key.export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase }))
    const config = {
      signature: lock(keys.signature, 'pkcs1', 'one'),
      encryption: lock(keys.encryption, 'pkcs8', 'two'),
    }
    const keyPassphrase = { signature: 'one', encryption: 'two' }
    await client(config, { keyPassphrase }).live()
    await expect(client(config).live()).rejects.toThrow(/is protected by a passphrase, but none was given/)
    await expect(client(config, { keyPassphrase: 'one' }).live()).rejects.toThrow(/encryption key cannot be opened/)
  })

  it('accepts settings with surrounding white space or without a realm', async () => {
    const { client, server } = await startExchange((good) => ({ body: good }))
    const untidy = { accessToken: ` ${keys.config.accessToken}\r\n`, consumerKey: `${keys.config.consumerKey}\n` }
    await client({ ...untidy, dhPrime: ` ${keys.config.dhPrime}\n`, realm: '' }).live()
    const authorization = String(server.seen[0]?.headers.authorization)
    expect(authorization).toMatch(/^OAuth realm="limited_poa", /)
    expect(authorization).toContain(`oauth_token="${keys.config.accessToken}"`)
  })

  it.each(['accessToken', 'accessTokenSecret', 'consumerKey', 'dhPrime', 'encryption', 'signature'] as const)(
    'rejects settings without %s before it sends a request',
    async (name) => {
      const { client, server } = await startExchange((good) => ({ body: good }))
      await expect(client({ [name]: '' }).live()).rejects.toMatchObject({
        code: 'config-invalid',
        message: expect.stringContaining(`${name} is missing`),
      })
      expect(server.seen).toEqual([])
    },
  )

  it('rejects the content of oauth1.json as settings without quoting it', () => {
    const text = JSON.stringify(keys.config)
    expect(() => new IbkrClient(text)).toThrow(
      /^The server address must be an address, not the content of a key or of oauth1\.json: for a login pass the parsed/,
    )
  })
})

describe('exchange for a live session token with a wrong clock', () => {
  /** Returns response headers with a date one hour ahead of this machine. */
  const aheadHeaders = () => ({ date: new Date(Date.now() + 3_600_000).toUTCString() })

  it('corrects the clock with the date of a 401 response, and repeats the exchange once', async () => {
    const warnings: string[] = []
    const logger = { debug: () => undefined, warn: (text: string) => warnings.push(text) }
    const { client, server } = await startExchange((good, nth) =>
      nth === 1 ? { status: 401, headers: aheadHeaders(), body: {} } : { body: good },
    )
    await client({}, { logger }).live()
    const stamps = server.seen.map(({ headers }) =>
      Number(/timestamp="(\d+)"/.exec(String(headers.authorization))?.[1]),
    )
    expect((stamps[1] ?? 0) - (stamps[0] ?? 0)).toBeGreaterThanOrEqual(3_598)
    expect((stamps[1] ?? 0) - (stamps[0] ?? 0)).toBeLessThanOrEqual(3_630)
    expect(warnings).toEqual([expect.stringMatching(/clock is 3\d{3} seconds behind IBKR's/)])
  })

  it('sends at most two requests if the server responds with 401 and a different date each time', async () => {
    const { client, server } = await startExchange((_good, nth) => ({
      status: 401,
      headers: { date: new Date(Date.now() + nth * 3_600_000).toUTCString() },
      body: {},
    }))
    await expect(client().live()).rejects.toMatchObject({ code: 'unauthorized' })
    expect(server.seen).toHaveLength(2)
  })

  it('does not correct the clock if the date of the 401 response matches', async () => {
    const { client, server } = await startExchange(() => ({ status: 401, body: {} }))
    await expect(client().live()).rejects.toMatchObject({ code: 'unauthorized' })
    expect(server.seen).toHaveLength(1)
  })
})
