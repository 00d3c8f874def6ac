import { generateKeyPairSync } from 'node:crypto'
import { inspect } from 'node:util'
import { Agent, type Dispatcher } from 'undici'
import { describe, expect, it } from 'vitest'
import { IbkrClient, type IbkrOauth2Config } from '../../../src/client/index.ts'
import { pem } from '../../unit/client/test-keys.ts'
import { clientOf, closeAfterTest, oauth2ConfigOf, simulate, waitForSocket, waitForState } from './simulator-fixture.ts'

const polled = { timeout: 20_000, interval: 5 }

const start = (scopes?: readonly string[]) => simulate({ mode: 'oauth2', ...(scopes === undefined ? {} : { scopes }) })

describe('error after IBKR refused an OAuth 2.0 login', () => {
  it.each([
    ['another key', { privateKey: pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, 'pkcs1') }],
    ['another key id', { keyId: 'other' }],
    ['another client', { clientId: 'OTHER' }],
    ['a scope that does not exist', { scopes: ['no-such.read'] }],
  ])('rejects with client-assertion-refused for %s', async (_what, change) => {
    const simulator = await start()
    const client = closeAfterTest(
      new IbkrClient({ ...oauth2ConfigOf(simulator), ...change }, { baseUrl: simulator.apiUrl }),
    )
    await expect(client.init()).rejects.toMatchObject({
      code: 'client-assertion-refused',
      cause: { status: 400, problem: { type: '/simple', title: 'Bad Request' } },
    })
    expect(simulator.record.requests({}).map(({ path }) => path)).toEqual(['/oauth2/api/v1/token'])
    const session = client.connect()
    await expect.poll(() => session.state, polled).toMatchObject({ kind: 'failed', code: 'client-assertion-refused' })
  })

  it('rejects an operation beyond the scopes with scope-missing, and does not retry', async () => {
    const simulator = await start()
    const client = closeAfterTest(
      new IbkrClient({ ...oauth2ConfigOf(simulator), scopes: ['echo.write'] }, { baseUrl: simulator.apiUrl }),
    )
    await expect(client.request({ path: '/gw/api/v1/echo/https' })).rejects.toMatchObject({
      code: 'scope-missing',
      status: 403,
      problem: { detail: 'The access token fails to have sufficient scope' },
    })
    await expect(client.init()).rejects.toMatchObject({ code: 'scope-missing', path: '/gw/api/v1/sso-sessions' })
    const session = client.connect()
    await expect.poll(() => session.state, polled).toMatchObject({ kind: 'failed', code: 'scope-missing' })
    expect(session.timeline.map(({ text }) => text).join()).toContain('"sso-sessions.write"')
  })

  it('rejects another username with sso-session-refused, and names the argument', async () => {
    const simulator = await start()
    const config = { ...oauth2ConfigOf(simulator), credential: 'somebodyelse' }
    const client = closeAfterTest(new IbkrClient(config, { baseUrl: simulator.apiUrl }))
    const login = client.init()
    await expect(login).rejects.toMatchObject({ code: 'sso-session-refused' })
    await expect(login).rejects.toThrow('credential (Unknown credential)')
  })
})

describe('client with invalid OAuth 2.0 settings', () => {
  const good = { type: 'oauth2', clientId: 'C', keyId: 'main', credential: 'user', ip: '203.0.113.7' } as const
  const key = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, 'pkcs8')
  const weak = pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey, 'pkcs8')
  const marker = key.split('\n')[3] ?? ''

  it.each([
    [{ clientId: ' ' }, 'config-invalid', 'clientId'],
    [{ keyId: undefined }, 'config-invalid', 'keyId'],
    [{ credential: 7 }, 'config-invalid', 'credential'],
    [{ ip: 'localhost' }, 'config-invalid', 'ip'],
    [{ alternativeIps: ['203.0.113.8', marker] }, 'config-invalid', 'alternativeIps'],
    [{ scopes: [] }, 'config-invalid', 'scopes'],
    [{ scopes: ['a b'] }, 'config-invalid', 'scopes'],
    [{ audience: marker }, 'config-invalid', 'audience'],
    [{ privateKey: undefined }, 'config-invalid', 'privateKey'],
    [{ privateKey: key.replace(marker, '') }, 'key-invalid', 'private key'],
    [{ privateKey: marker }, 'key-invalid', 'private key'],
    [{ privateKey: weak }, 'key-invalid', '1024 bits'],
    [{ type: 'oauth3' }, 'config-unsupported', 'oauth2'],
  ])(
    'rejects invalid settings immediately, and names the setting without quoting its value (%#)',
    (change, code, named) => {
      const config = { ...good, privateKey: key, ...change } as unknown as IbkrOauth2Config
      let refusal: unknown
      try {
        closeAfterTest(new IbkrClient(config))
      } catch (error) {
        refusal = error
      }
      expect(refusal).toMatchObject({ code, message: expect.stringContaining(named) })
      expect(inspect(refusal)).not.toContain(marker)
    },
  )

  it('rejects an encrypted key without its passphrase', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const format = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'sesame' } as const
    const config: IbkrOauth2Config = { ...good, privateKey: String(privateKey.export(format)) }
    expect(() => new IbkrClient(config)).toThrow(expect.objectContaining({ code: 'key-invalid' }))
    closeAfterTest(new IbkrClient(config, { keyPassphrase: 'sesame' }))
    closeAfterTest(new IbkrClient(config, { keyPassphrase: { signature: 'sesame' } }))
  })
})

describe('redaction of OAuth 2.0 secrets', () => {
  it('keeps secrets out of every error, log, state and timeline after any failure', async () => {
    const simulator = await start()
    const outputs: unknown[] = []
    const note = (...what: unknown[]): void => void outputs.push(...what)
    const { dispatcher, secrets } = recordingDispatcher()
    const client = clientOf(simulator, { dispatcher, logger: { debug: note, warn: note } })
    const session = client.connect()
    session.onTimeline(note)
    session.onState(note)
    await waitForSocket(session)
    await session.request({ path: 'no/such' }).catch(note)
    await session.request({ path: '/gw/api/v1/echo/https' }).catch(note)
    client.socket(['open', 'close', 'send', 'receive', 'error']).subscribe({ next: () => undefined, error: note })
    await expect.poll(() => simulator.controls.socketCount(), polled).toBe(2)
    simulator.controls.expireSsoSessions()
    await session.request({ path: 'iserver/account/X/orders', method: 'POST', data: {} }).catch(note)
    await expect.poll(() => simulator.record.requests({ path: '/gw/api/v1/sso-sessions' }).length, polled).toBe(2)
    await waitForState(session, 'ready')
    simulator.controls.dropSockets()
    await waitForSocket(session)
    await simulator.close()
    await session.request({ path: 'iserver/accounts' }).catch(note)
    await client.init().catch(note)
    note(client, session, JSON.stringify(client))
    const text = inspect(outputs, { depth: 12, showHidden: true })
    // The secrets are an assertion, an access token, two session requests and two bearer tokens.
    expect(secrets.size).toBeGreaterThanOrEqual(6)
    for (const secret of [...secrets, oauth2ConfigOf(simulator).privateKey.split('\n')[3] ?? '']) {
      expect(secret.length).toBeGreaterThan(40)
      expect(text).not.toContain(secret.slice(-40))
    }
    expect(outputs.length).toBeGreaterThan(20)
    expect(outputs.filter((what) => what instanceof Error).length).toBeGreaterThanOrEqual(5)
  })
})

/** Creates a dispatcher that records every bearer token and JWT. */
function recordingDispatcher(): { readonly dispatcher: Dispatcher; readonly secrets: ReadonlySet<string> } {
  const secrets = new Set<string>()
  const agent = closeAfterTest(new Agent())
  const dispatcher = agent.compose((dispatch) => (options, handler) => {
    const sent = `${JSON.stringify(options.headers)} ${String(options.body)}`
    for (const [jwt] of sent.matchAll(/[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}/g)) secrets.add(jwt)
    return dispatch(options, handler)
  })
  return { dispatcher, secrets }
}
