/** Difference between this library and `ibkr-client` 1.0.4. All other observations are identical. */
export interface Difference {
  /** Text of a row in the table of docs/client/from-ibkr-client.md. */
  readonly what: string
  readonly there: string
  readonly here: string
  /** Observations that show the difference, each with the value for ibkr-client and for this library. */
  readonly shows: Readonly<Record<string, readonly [there: unknown, here: unknown]>>
}

const PAGE = '<html><body><h1>Resource not found</h1></body></html>'
const BROKEN_JSON = 'Unexpected end of JSON input'

/** All differences. The compatibility test fails for an unlisted or obsolete difference. */
export const differences: readonly Difference[] = [
  {
    what: '`import` in plain Node',
    there: 'fails',
    here: 'works, and `require` works too',
    shows: { 'import in plain Node': ['fails', 'function'] },
  },
  {
    what: 'address of a gateway',
    there: '`host:port` only',
    here: 'also a URL (`http://` or `https://`), with an optional trailing slash and `/v1/api`',
    shows: {
      'gateway: an address such as https://host:port': ['fetch failed', { resolved: 'responded' }],
      'gateway: an address such as https://host:port/': ['fetch failed', { resolved: 'responded' }],
      'gateway: an address such as https://host:port/v1/api': ['fetch failed', { resolved: 'responded' }],
      'gateway: an address such as host:port/': [`Response status 404: ${PAGE}`, { resolved: 'responded' }],
    },
  },
  {
    what: '`path` that begins with `/v1/api/`, `/gw/` or `/oauth2/`',
    there: 'relative to `/v1/api/`, like every other path: not found',
    here: 'absolute on the host',
    shows: inBoth('a path that starts with /v1/api/', `Response status 404: ${PAGE}`, { resolved: ['AAPL'] }),
  },
  {
    what: '`headers` of a request',
    there: 'replace the signed headers: IBKR rejects the request',
    here: 'are added to the signed headers, and override them',
    shows: {
      'oauth1: own headers': ['Response status 401: Unauthorized', { resolved: ['AAPL'] }],
      'oauth1: own User-Agent': ['Response status 401: Unauthorized', { resolved: ['AAPL'] }],
      'oauth1: server: the signature of "headers"': ['authorization-missing', 'verified'],
      'oauth1: server: the signature of "agent"': ['authorization-missing', 'verified'],
    },
  },
  {
    what: '`Content-Type`',
    there: 'with every request',
    here: 'only with a body',
    shows: inBoth('server: content-type without a body', 'application/json', 'none'),
  },
  {
    what: '`User-Agent` through a gateway',
    there: 'that of undici',
    here: '`ClientPortalGW/1`, as with OAuth',
    shows: { 'gateway: server: user-agent of "plain"': ['undici', 'ClientPortalGW/1'] },
  },
  {
    what: '204, and 2xx without a body',
    there: 'rejects with a SyntaxError',
    here: 'resolves to `undefined`',
    shows: {
      ...inBoth('200 without a body', BROKEN_JSON, { resolved: 'undefined' }),
      ...inBoth('a response with 204', BROKEN_JSON, { resolved: 'undefined' }),
    },
  },
  {
    what: '2xx with text that is not JSON',
    there: 'rejects with a SyntaxError',
    here: 'resolves to the text',
    shows: inBoth('200 with text', `Unexpected token '<', "<html><hea"... is not valid JSON`, {
      resolved: '<html><head><title>Error</title></head><body><h1>Error 200</h1></body></html>',
    }),
  },
  {
    what: '`socket()`',
    there: 'an `RxWebSocketSubject`, without `pipe`',
    here: 'an RxJS Observable with the same members; its type is also `RxWebSocketSubject<any>`',
    shows: inBoth('socket() has pipe()', 'undefined', 'function'),
  },
  {
    what: 'console',
    there: 'logs every frame if `debug` is set',
    here: 'logs only the events that `debug` lists',
    shows: inBoth('a socket with an empty debug list logs', 'much', 'nothing'),
  },
  {
    what: 'a multiplexed stream',
    there: 'stops working after its first subscriber unsubscribes',
    here: 'can be subscribed to again; subscriptions are independent',
    shows: inBoth('a multiplexed stream can be subscribed to twice', false, true),
  },
  {
    what: 'streams after a drop',
    there: "subscribe before IBKR's session message; IBKR ignores that, so updates stop",
    here: "subscribe again after IBKR's session message",
    shows: inBoth('the socket reconnects after a drop and restores its streams', false, true),
  },
  {
    what: 'a frame that is not JSON',
    there: 'ends the connection',
    here: 'is passed on as text',
    shows: inBoth('the connection stays open after text that is not JSON', false, true),
  },
  {
    what: '`error()` on a socket',
    there: 'ends the process if a subscriber has no error handler',
    here: 'does not end the process',
    shows: { 'the process continues after error() on a socket without an error handler': [false, true] },
  },
  {
    what: '`configure`: input through a pipe',
    there: 'only the first value is received',
    here: 'all values are received, even if they arrive at once',
    shows: { 'configure: accepts all answers through one pipe': [false, true] },
  },
  {
    what: '`configure`: secrets',
    there: 'are printed, and every user can read `oauth1.json`',
    here: 'are not printed; only its owner can read `oauth1.json`',
    shows: {
      'configure: prints the secret': [true, false],
      'configure: mode of oauth1.json': ['644', '600'],
    },
  },
  {
    what: '`configure`: a missing file',
    there: 'exit code 0',
    here: 'exit code 1',
    shows: { 'configure: exit code without a file': [0, 1] },
  },
]

function inBoth(promise: string, there: unknown, here: unknown): Difference['shows'] {
  return { [`gateway: ${promise}`]: [there, here], [`oauth1: ${promise}`]: [there, here] }
}

/** Returns the rows of the table in the documentation. */
export function createDifferenceRows(): readonly string[] {
  return differences.map(({ what, there, here }) => `| ${what} | ${there} | ${here} |`)
}
