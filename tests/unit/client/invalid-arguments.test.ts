import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as library from '../../../src/client/index.ts'
import * as arithmetic from '../../../src/client/oauth1/index.ts'
import { vectors } from './oauth1-test-vectors.ts'
import { startTestServer, type TestServer } from './test-server.ts'

/** Invalid values that a plain JavaScript program may pass by mistake. */
const ODD: readonly unknown[] = [
  undefined,
  null,
  0,
  -1,
  1.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  5n,
  true,
  '',
  ' ',
  '../..',
  'a\r\nb',
  '\u0000',
  '\ud800',
  '5 €',
  'y'.repeat(70_000),
  Symbol('s'),
  () => 1,
  {},
  [],
  [1],
  Object.create(null),
  new Map(),
  new Date(0),
  Buffer.from('x'),
  new URL('http://a/'),
  /x/,
]

const pem = String(
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
)
const prime = vectors.testcons.dh_prime_hex
const settings = {
  consumerKey: 'A',
  accessToken: 'B',
  accessTokenSecret: 'AAAA',
  signature: pem,
  encryption: pem,
  dhPrime: prime,
  realm: 'r',
}

let server: TestServer
let client: library.IbkrClient
let session: library.SessionSupervisor

beforeAll(async () => {
  server = await startTestServer((_seen, response) => response.end('{}'))
  client = new library.IbkrClient(server.baseUrl)
  session = client.connect({ socket: false })
})
afterAll(async () => {
  await client.close()
  await server.close()
})

/**
 * Calls the function with every invalid value. It may throw only library errors, each with a full sentence as its
 * message.
 */
async function expectOnlyTyped(call: (odd: unknown) => unknown): Promise<void> {
  for (const odd of ODD) {
    const error = await outcome(() => call(odd))
    if (error === undefined) continue
    expect(error, `given ${String(typeof odd)} ${Array.isArray(odd) ? '(array)' : ''}`).toBeInstanceOf(
      library.IbkrError,
    )
    // Two messages are exempt because they match the messages of ibkr-client.
    expect((error as Error).message).toMatch(/[.?!]$|^Response status \d+: |^OAuth1 is not enabled$/)
    expect((error as Error).message.length).toBeLessThan(900)
  }
}

async function outcome(call: () => unknown): Promise<unknown> {
  try {
    await call()
    return undefined
  } catch (error) {
    return error
  }
}

/** Function without argument types, as in plain JavaScript. */
type Loose = (...given: readonly unknown[]) => unknown
const loose = (call: unknown): Loose => call as Loose

const sender = { request: async () => ({}) }
const headers = { realm: 'r', params: { a: 'b' }, signature: 's' }
const base = { method: 'GET', url: 'https://a/b', params: {} }
const exchange = { prime, secretExponent: '5', serverPublic: '77', prependHex: 'aa' }

const calls: readonly (readonly [string, (odd: unknown) => unknown])[] = [
  ...Object.entries(arithmetic)
    .filter(([, value]) => !/^class/.test(String(value)))
    .map(([name, value]) => [`oauth1: ${name}`, (odd: unknown) => loose(value)(odd, odd, odd)] as const),
  ...Object.keys({ ...base, query: 1, prepend: 1, querySigningMode: 1 }).map(
    (name) =>
      [
        `signatureBaseString ${name}`,
        (odd: unknown) => loose(library.signatureBaseString)({ ...base, [name]: odd }),
      ] as const,
  ),
  ['signatureBaseString, a value', (odd) => loose(library.signatureBaseString)({ ...base, params: { a: odd } })],
  // OAuth sorts parameters by bytes; characters beyond U+FFFF show the difference from JavaScript's order.
  [
    'signatureBaseString, values of one name',
    (odd) => loose(library.signatureBaseString)({ ...base, params: [...pairs('a', odd), ['\u{1F600}', '1']] }),
  ],
  [
    'signatureBaseString, a name',
    (odd) => loose(library.signatureBaseString)({ ...base, params: [...pairs(odd, 5), ['\u{1F600}', '1']] }),
  ],
  ...Object.keys(headers).map(
    (name) =>
      [
        `authorizationHeader ${name}`,
        (odd: unknown) => loose(library.authorizationHeader)({ ...headers, [name]: odd }),
      ] as const,
  ),
  ['authorizationHeader, a value', (odd) => loose(library.authorizationHeader)({ ...headers, params: { a: odd } })],
  ...Object.keys(exchange).map(
    (name) =>
      [
        `computeLiveSessionToken ${name}`,
        (odd: unknown) => loose(library.computeLiveSessionToken)({ ...exchange, [name]: odd }),
      ] as const,
  ),
  ['signRsaSha256, text', (odd) => loose(library.signRsaSha256)(odd, pem)],
  ['signRsaSha256, key', (odd) => loose(library.signRsaSha256)('a', odd)],
  ['signHmacSha256, text', (odd) => loose(library.signHmacSha256)(odd, 'AAAA')],
  ['decryptAccessTokenSecret, key', (odd) => loose(library.decryptAccessTokenSecret)('AAAA', odd)],
  ['IbkrOauth1, options', (odd) => Reflect.construct(library.IbkrOauth1, [settings, 'host', odd])],
  [
    'generateOauthHeaders',
    (odd) =>
      loose((...given: unknown[]) => Reflect.apply(oauth1().generateOauthHeaders, oauth1(), given))(
        odd,
        odd,
        odd,
        odd,
        odd,
        odd,
      ),
  ],
  [
    'generateOauthHeaders, params',
    (odd) => Reflect.apply(oauth1().generateOauthHeaders, oauth1(), ['https://a/', 'GET', undefined, odd]),
  ],
  ['verifyOffline', (odd) => loose(library.verifyOffline)(odd)],
  ['confirmOnly', (odd) => loose(library.confirmOnly)(odd)],
  ['readRefusal, path', (odd) => loose(library.readRefusal)(odd, { error: 'x' })],
  ['readRefusal, body', (odd) => library.readRefusal('tickle', odd)],
  ['readOrderResponse', (odd) => library.readOrderResponse(odd)],
  ['mayHaveHappened', (odd) => library.mayHaveHappened(odd)],
  ['modifyOrder, id', (odd) => loose(library.modifyOrder)(sender, 'U1', odd, {})],
  ['findContract', (odd) => loose(session.findContract)(odd)],
  ['findContract, options', (odd) => loose(session.findContract)('AAPL 250 C', odd)],
  ['searchContracts, options', (odd) => loose(session.searchContracts)('AAPL 250 C', odd)],
  ['optionChain, options', (odd) => loose(session.optionChain)(0, odd)],
  ['optionChain, strikes', (odd) => loose(session.optionChain)(0, { strikes: odd })],
  ['futuresChain, options', (odd) => loose(session.futuresChain)('', odd)],
  ['futuresChain, count', (odd) => loose(session.futuresChain)('', { count: odd })],
  ['sendOrders, account', (odd) => loose(library.sendOrders)(sender, odd, [{}])],
  ['sendOrders, response', (odd) => library.sendOrders({ request: async () => odd }, 'U1', [{}])],
  ['authorizeUrl', (odd) => Reflect.apply(client.authorizeUrl, client, [odd, odd])],
  ['authorizeUrl, callback', (odd) => Reflect.apply(client.authorizeUrl, client, ['a', odd])],
  ['requestToken', (odd) => Reflect.apply(client.requestToken, client, [odd])],
  ['socket', (odd) => Reflect.apply(client.socket, client, [odd])],
  ['socket next', (odd) => client.socket().next(odd)],
  ['quoteNumber', (odd) => loose(library.quoteNumber)(odd)],
  ...Object.entries<(streams: library.TypedStreams, odd: never) => unknown>({
    'quotes, contract': (streams, odd) => streams.quotes(odd, ['last']),
    'quotes, fields': (streams, odd) => streams.quotes(1, odd),
    'quotes, a field': (streams, odd) => streams.quotes(1, [odd]),
    trades: (streams, odd) => streams.trades(odd),
    'trades, days': (streams, odd) => streams.trades({ days: odd }),
    'history, contract': (streams, odd) => streams.history(odd),
    'history, query': (streams, odd) => streams.history(1, odd),
    'history, a field of the query': (streams, odd) => streams.history(1, { period: odd }),
    'history, options': (streams, odd) => streams.history(1, {}, odd),
    'depth, account': (streams, odd) => streams.depth(odd, 1),
    'depth, conid': (streams, odd) => streams.depth('U1', odd),
    'depth, exchange': (streams, odd) => streams.depth('U1', 1, odd),
    'accountSummary, account': (streams, odd) => streams.accountSummary(odd),
    'accountSummary, choice': (streams, odd) => streams.accountSummary('U1', odd),
    'ledger, account': (streams, odd) => streams.ledger(odd),
    'ledger, choice': (streams, odd) => streams.ledger('U1', { keys: odd }),
    exercise: (streams, odd) => streams.exercise(odd),
  }).map(([name, call]) => [`streams.${name}`, (odd: unknown) => call(session.streams, odd as never)] as const),
  [
    'readPresentedCertificate',
    (odd) => loose(library.readPresentedCertificate)(typeof odd === 'string' && /y/.test(odd) ? 5 : odd),
  ],
  ['onState', (odd) => Reflect.apply(session.onState, session, [odd])],
  ['sendFrame', (odd) => Reflect.apply(session.sendFrame, session, [odd])],
  ['subscribe', (odd) => loose(Reflect.apply(session.subscribe, session, [odd, odd]))()],
  ['ready', (odd) => odd !== undefined && Reflect.apply(session.ready, session, [signalIn(odd)])],
  ['takeOver', (odd) => odd !== undefined && Reflect.apply(session.takeOver, session, [signalIn(odd)])],
  ['pacing.estimate', (odd) => Reflect.apply(session.pacing.estimate, session.pacing, [odd, odd])],
  ...['host', 'connection', 'content-length', 'content-type', 'te', 'cookie', 'accept-encoding'].map(
    (name) =>
      [
        `header ${name}`,
        (odd: unknown) => client.request(Object({ path: 'x', method: 'POST', headers: { [name]: odd } })),
      ] as const,
  ),
]

/** Puts an object into options, because without a signal the call waits. */
const signalIn = (odd: unknown) => (typeof odd === 'object' && odd !== null ? { signal: odd } : odd)

/** Returns two pairs with the same name, so that OAuth sorts them by value. */
function pairs(name: unknown, value: unknown): readonly unknown[] {
  return [
    [name, value],
    [name, value],
  ]
}

function oauth1(): library.IbkrOauth1 {
  return new library.IbkrOauth1(settings)
}

describe('public methods return a result or throw a library error for every argument', () => {
  it.each(calls)('%s', async (_name, call) => expectOnlyTyped(call))
})

describe('public methods reject arguments that would crash the process later', () => {
  const invalid = expect.objectContaining({ code: 'config-invalid' })

  it('rejects a host header that is not a valid TLS server name', async () => {
    for (const host of ['y'.repeat(70_000), 'a b', 'a/b', ''])
      await expect(client.request({ path: 'x', headers: { host } })).rejects.toEqual(
        expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining('"host"') }),
      )
    await expect(client.request({ path: 'x', headers: { Host: '[::1]:5000' } })).resolves.toEqual({})
  })

  it('rejects a debug list that is neither an array nor a string', () => {
    for (const debug of [null, 5, {}, new Set(['open'])])
      expect(() => Reflect.apply(client.socket, client, [debug])).toThrow(invalid)
    // ibkr-client also accepts a string here.
    expect(() => Reflect.apply(client.socket, client, ['open,close'])).not.toThrow()
  })

  it('rejects a signal in place of options, which would not end the wait', async () => {
    const { signal } = new AbortController()
    for (const wait of [session.ready, session.takeOver])
      await expect(Reflect.apply(wait, session, [signal])).rejects.toThrow('must be { signal }')
  })

  it('rejects a listener that is not a function', () => {
    for (const on of [session.onState, session.onFrame, session.onGap, session.onTickle, session.onResponse])
      expect(() => Reflect.apply(on, session, [{}])).toThrow(invalid)
  })
})

it('confirmOnly rejects a list that is not an array, and "confirm" as the reply to all other questions', () => {
  for (const given of ['o163', 5, undefined])
    expect(() => loose(library.confirmOnly)(given)).toThrow(expect.objectContaining({ code: 'config-invalid' }))
  expect(() => loose(library.confirmOnly)(['o163'], 'confirm')).toThrow('must be "leave" or "decline"')
})

it('rejects an unknown query signing mode instead of silently omitting the query', () => {
  for (const querySigningMode of ['Joined', 'in_url', '', 5])
    expect(() => loose(library.signatureBaseString)({ ...base, query: { b: '2' }, querySigningMode })).toThrow(
      expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining('in-url') }),
    )
})
