import { vectors } from '../../unit/client/oauth1-test-vectors.ts'

export const EXPORTED_FUNCTIONS = [
  'IbkrError',
  'authorizationHeader',
  'computeLiveSessionToken',
  'decryptAccessTokenSecret',
  'diffieHellmanChallenge',
  'isLiveSessionTokenValid',
  'percentEncode',
  'realmOf',
  'signHmacSha256',
  'signRsaSha256',
  'signatureBaseString',
]

/** Returns a program that uses both entries of the package. `load` contains its import statements. */
export function program(load: string): string {
  const [vector] = vectors.synthetic_dh
  const exchange = {
    prime: vectors.testcons.dh_prime_hex,
    secretExponent: vector?.dh_random_hex,
    serverPublic: vector?.diffie_hellman_response,
    prependHex: vector?.prepend_hex,
  }
  return `${load}
const client = new library.IbkrClient('localhost:5000')
client.close()
console.log(JSON.stringify({
  host: client.host,
  token: oauth1.computeLiveSessionToken(${JSON.stringify(exchange)}),
  functions: Object.keys(oauth1).filter((name) => name !== 'default' && name !== 'module.exports').sort(),
  sameError: library.IbkrError === oauth1.IbkrError,
  missing: oauth1Names().filter((name) => library[name] === undefined),
}))
function oauth1Names() { return ${JSON.stringify(EXPORTED_FUNCTIONS)} }
`
}

/** Programs of both module systems: their file name, and the import statements for `program`. */
export const MODULE_FORMATS = [
  ['esm.mjs', `import * as library from 'ibkr-web-client'\nimport * as oauth1 from 'ibkr-web-client/oauth1'`],
  ['cjs.cjs', `const library = require('ibkr-web-client'), oauth1 = require('ibkr-web-client/oauth1')`],
] as const

/** Program that uses the types of both entries. */
export const TYPESCRIPT_PROGRAM = `import { IbkrClient, type IbkrOauth1Config, type IbkrOauth2Config, type IbkrClientOptions, IbkrResponseError, type RequestInput, confirmOnly, type OrderResponse, sendOrders, type StreamedResponse } from 'ibkr-web-client'
import { authorizationHeader, computeLiveSessionToken, decryptAccessTokenSecret, signatureBaseString, signHmacSha256, signRsaSha256, type QuerySigningMode } from 'ibkr-web-client/oauth1'

const options: IbkrClientOptions = { timeout: 1000 }
const client = new IbkrClient('localhost:5000', options)
const input: RequestInput = { path: 'tickle', method: 'POST', headers: { a: 1, b: true, c: undefined, d: null } }
client.request(input).then((body) => body.session, (error: unknown) => error instanceof IbkrResponseError && error.status)
client.socket(['open']).multiplex(() => 'sor+{}', () => 'uor+{}', (frame) => frame.topic === 'sor').subscribe(() => undefined).unsubscribe()
export const placed: Promise<OrderResponse> = sendOrders(client.connect(), 'U1', [{ conid: 1 }], confirmOnly(['o163']))
export const streamed: Promise<StreamedResponse> = client.stream({ path: 'x' })
export const connect = (config: IbkrOauth1Config | IbkrOauth2Config): IbkrClient => new IbkrClient(config)

const querySigningMode: QuerySigningMode = 'omitted'
const base: string = signatureBaseString({ method: 'GET', url: 'https://h/x', params: { a: '1' }, query: { b: '2' }, prepend: '00', querySigningMode })
export const texts: string[] = [
  signHmacSha256(base, 'AAAA'),
  signRsaSha256(base, 'pem'),
  computeLiveSessionToken({ prime: '17', secretExponent: '3', serverPublic: '5', prependHex: '00' }),
  decryptAccessTokenSecret('AAAA', 'pem'),
  authorizationHeader({ realm: 'limited_poa', params: {}, signature: 'AAAA' }),
]
// @ts-expect-error: nothing here is any
const wrong: number = signHmacSha256(base, 'AAAA')
export { wrong }
`
