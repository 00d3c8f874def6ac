import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect } from 'vitest'
import {
  answerQuestions,
  IbkrClient,
  IbkrError,
  type IbkrOauth2Config,
  readOrderResponse,
  readRefusal,
  type SessionSupervisor,
  sendOrders,
} from '../../../src/client/index.ts'
import { skippableClock } from '../../integration/client/skippable-clock.ts'
import { jsonResponse, type RawBytes, type RawServer, startRawServer } from './raw-server.ts'
import { makeTestKeys, pem } from './test-keys.ts'

/** Maximum duration of one operation in ms, on a busy machine. The client's own timeout is shorter. */
const MAX_DURATION_MS = 10_000
const TIMEOUT = 2_000

const { signature, config } = makeTestKeys()
const oauth2: IbkrOauth2Config = {
  type: 'oauth2',
  clientId: 'CLIENT',
  keyId: 'main',
  privateKey: pem(signature, 'pkcs8'),
  credential: 'user',
  ip: '203.0.113.7',
}

/** Valid response body of each endpoint. */
const VALID_BODIES: Readonly<Record<string, unknown>> = {
  'oauth/live_session_token': {
    diffie_hellman_response: 'ab'.repeat(256),
    live_session_token_signature: '0'.repeat(40),
    live_session_token_expiration: 1_900_000_000_000,
  },
  '/oauth2/api/v1/token': { access_token: 'a.b.c', token_type: 'Bearer', scope: 'x', expires_in: 86_399 },
  '/gw/api/v1/sso-sessions': { active: true, access_token: 'd.e.f', token_type: 'Bearer' },
  'iserver/auth/ssodh/init': { authenticated: true, established: true, competing: false, connected: true, message: '' },
  'iserver/auth/status': { authenticated: true, established: true, competing: false, connected: true, fail: '' },
  tickle: {
    session: 'a'.repeat(32),
    hmds: { error: 'no bridge' },
    iserver: { authStatus: { authenticated: true, competing: false, connected: true } },
  },
  'iserver/accounts': { accounts: ['DU1'], selectedAccount: 'DU1', isPaper: true },
  'iserver/account/DU1/orders': [{ id: 'q-1', message: ['Sure?'], messageIds: ['o163'] }],
  'iserver/reply/q-1': [{ order_id: '1', order_status: 'Submitted' }],
}

/** Generates random JSON values and known edge cases. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    1e308,
    2 ** 53,
    '',
    'null',
    [],
    {},
    [[]],
    { error: 'e' },
    { error: { error: 1 } },
    { toString: false },
  ),
)

/** Generates valid bodies with one value replaced or removed, at any depth. */
function damaged(value: unknown): fc.Arbitrary<unknown> {
  return fc.tuple(fc.nat(), fc.option(anything, { nil: undefined })).map(([at, other]) => {
    const places: ((root: Record<string, unknown>) => void)[] = []
    const visit = (inner: unknown, path: readonly string[]): void => {
      places.push((root) => replace(root, ['root', ...path], other))
      if (typeof inner === 'object' && inner !== null)
        for (const [name, next] of Object.entries(inner)) visit(next, [...path, name])
    }
    visit(value, [])
    const root = { root: structuredClone(value) }
    places[at % places.length]?.(root)
    return root.root
  })
}

function replace(root: Record<string, unknown>, path: readonly string[], other: unknown): void {
  const last = path.at(-1) ?? ''
  let holder = root
  for (const name of path.slice(0, -1)) holder = holder[name] as Record<string, unknown>
  if (other === undefined) delete holder[last]
  else holder[last] = other
}

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ maxLength: 60 }).map((text) => Buffer.from(text)),
)

/** Generates bodies for an endpoint: damaged bodies, random JSON, or random bytes. */
const bodyOf = (path: string): fc.Arbitrary<unknown> => fc.oneof(damaged(VALID_BODIES[path]), anything, bytes)

const status = fc.oneof(
  fc.constantFrom(200, 200, 204, 206, 301, 302, 304, 400, 401, 403, 404, 410, 429, 500, 503),
  fc.integer({ min: 100, max: 999 }),
)
const value = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e9',
    'NaN',
    '99999999999999999999',
    'Tue, 99 Nov 9999 99:99:99 GMT',
    'gzip, gzip',
    '\u0000',
    ';;;=',
    '//',
  ),
)
const header = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      'date',
      'retry-after',
      'content-length',
      'content-encoding',
      'set-cookie',
      'location',
      'content-type',
    ),
    value,
  ),
  fc.tuple(fc.constantFrom('transfer-encoding', 'connection', 'trailer', 'upgrade', '__proto__', 'x', ''), value),
  fc.constantFrom<[string, string]>(
    ['content-encoding', 'gzip'],
    ['content-encoding', 'deflate'],
    ['content-encoding', 'br'],
    ['transfer-encoding', 'chunked'],
    ['retry-after', 'Wed, 21 Oct 2015 07:28:00 GMT'],
    ['date', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ),
)
const rawResponse: fc.Arbitrary<RawBytes> = fc
  .record({
    status,
    headers: fc.array(header, { maxLength: 6 }),
    body: fc.oneof(
      bytes,
      bytes.map((text) => gzipSync(text)),
      anything.map((json) => Buffer.from(JSON.stringify(json))),
    ),
  })
  .map(({ status: code, headers, body }) => ({
    head: [`HTTP/1.1 ${code} x`, ...headers.map(([name, text]) => `${name}: ${text}`)].join('\r\n'),
    body,
  }))

/** Waits for an operation. Fails unless the operation ends in time, with a value or an `IbkrError`. */
async function settle(work: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${MAX_DURATION_MS} ms`)), MAX_DURATION_MS)
  })
  try {
    return await Promise.race([work, late])
  } catch (error) {
    if (!(error instanceof IbkrError)) throw error
    expect(error.code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(error.message).not.toBe('')
    return undefined
  } finally {
    clearTimeout(timer)
  }
}

async function withServer(work: (server: RawServer) => Promise<void>): Promise<void> {
  const server = await startRawServer()
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

/** Kinds of responses, each with a function that runs its fuzz test. */
export const kindsOfResponse: readonly (readonly [string, (numRuns: number) => Promise<void>])[] = [
  ['heads and bodies', (numRuns) => withServer((server) => fuzzRequests(server, numRuns))],
  ['bodies of the calls of a login', (numRuns) => withServer((server) => fuzzLogins(server, numRuns))],
  ['bodies in a supervised session', (numRuns) => withServer((server) => fuzzSessions(server, numRuns))],
  ['bodies of orders', (numRuns) => withServer((server) => fuzzOrders(server, numRuns))],
]

async function fuzzRequests(server: RawServer, numRuns: number): Promise<void> {
  const client = new IbkrClient(server.baseUrl, { timeout: TIMEOUT })
  const signing = new IbkrClient(config, { baseUrl: server.baseUrl, timeout: TIMEOUT, pacing: false })
  try {
    await fc.assert(
      fc.asyncProperty(rawResponse, async (bytes) => {
        server.respond = () => bytes
        await settle(client.request({ path: 'iserver/accounts' }))
        await settle(client.request({ path: 'iserver/accounts', method: 'POST', data: {}, strict: true }))
        await settle(client.request({ path: 'iserver/accounts', raw: true }))
        await settle(client.stream({ path: 'iserver/accounts' }).then(readAll))
        // The signing client reads the Date header of a 401 response.
        await settle(signing.request({ path: 'iserver/accounts' }))
      }),
      { numRuns },
    )
  } finally {
    await Promise.all([client.close(), signing.close()])
  }
}

async function readAll({ body }: { readonly body: AsyncIterable<Uint8Array> }): Promise<number> {
  let total = 0
  for await (const chunk of body) total += chunk.length
  return total
}

async function fuzzLogins(server: RawServer, numRuns: number): Promise<void> {
  const paths = Object.keys(VALID_BODIES)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths).chain((path) => fc.tuple(fc.constant(path), bodyOf(path))),
      async ([damagedPath, body]) => {
        server.respond = (path) => jsonResponse(path === damagedPath ? body : VALID_BODIES[path])
        for (const settings of [config, oauth2, server.baseUrl]) {
          const client = new IbkrClient(settings, { baseUrl: server.baseUrl, timeout: TIMEOUT })
          try {
            if (settings === config) await settle(client.live())
            if (settings === config) await settle(client.requestToken())
            await settle(client.init(false))
          } finally {
            await client.close()
          }
        }
      },
    ),
    { numRuns },
  )
}

async function fuzzSessions(server: RawServer, numRuns: number): Promise<void> {
  const paths = ['iserver/auth/ssodh/init', 'iserver/auth/status', 'tickle', 'iserver/accounts']
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...paths).chain((path) => fc.tuple(fc.constant(path), bodyOf(path))),
      fc.boolean(),
      async ([damagedPath, body], fromTheStart) => {
        let damages = fromTheStart
        server.respond = (path) => jsonResponse(damages && path === damagedPath ? body : VALID_BODIES[path])
        const clock = skippableClock()
        const client = new IbkrClient(server.baseUrl, { timeout: TIMEOUT, clock })
        const session = client.connect({ socket: false })
        try {
          await settle(settled(session, clock.skip))
          damages = true
          clock.skip(61_000)
          await settle(settled(session, clock.skip))
          // The session continues after the damaged body, and becomes ready once the responses are valid again.
          server.respond = (path) => jsonResponse(VALID_BODIES[path])
          session.reconnectNow()
          await settle(reached(session, 'ready', clock.skip))
          expect(session.timeline.filter(({ code }) => code === 'internal')).toEqual([])
        } finally {
          await client.close()
        }
      },
    ),
    { numRuns },
  )
}

/** Resolves once the session is in a state that lasts. */
async function settled(session: SessionSupervisor, skip: (ms: number) => void): Promise<void> {
  while (['connecting', 'authenticating', 'signed-out'].includes(session.state.kind)) {
    await new Promise((resolve) => setTimeout(resolve, 2))
    skip(1_000)
  }
}

async function reached(session: SessionSupervisor, kind: string, skip: (ms: number) => void): Promise<void> {
  while (session.state.kind !== kind) {
    await new Promise((resolve) => setTimeout(resolve, 2))
    skip(1_000)
  }
}

async function fuzzOrders(server: RawServer, numRuns: number): Promise<void> {
  const client = new IbkrClient(server.baseUrl, { timeout: TIMEOUT })
  const paths = ['iserver/account/DU1/orders', 'iserver/reply/q-1']
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths).chain((path) => fc.tuple(fc.constant(path), bodyOf(path))),
        async ([damagedPath, body]) => {
          readOrderResponse(body)
          for (const path of Object.keys(VALID_BODIES)) readRefusal(path, body)
          let requests = 0
          server.respond = (path) => {
            requests += 1
            return jsonResponse(path === damagedPath ? body : (VALID_BODIES[path] ?? VALID_BODIES['iserver/reply/q-1']))
          }
          const response = await settle(sendOrders(client, 'DU1', [{}], () => 'confirm'))
          if (response !== undefined) await settle(answerQuestions(client, response as never, () => 'leave'))
          // The limit is one request to place the order plus ten replies.
          expect(requests).toBeLessThanOrEqual(11)
        },
      ),
      { numRuns },
    )
  } finally {
    await client.close()
  }
}
