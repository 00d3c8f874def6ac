import { createPublicKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { percentEncode } from '../../../src/simulator/oauth1/base-string.ts'
import { createSignatureVerifier, type SignatureVerifier } from '../../../src/simulator/oauth1/signature-verifier.ts'
import { findNamed, type HmacVector, vectors } from './oauth1-vectors.ts'

const official = findNamed(vectors.official, 'live_session_token')
const accessToken = official.params['oauth_token'] ?? ''

/** Creates a verifier for the published consumer, at the second in which the vector was signed. */
function verifierAt(seconds: number, strict = false): SignatureVerifier {
  const consumer = {
    consumerKey: vectors.testcons.consumer_key,
    realm: vectors.testcons.realm,
    signatureKey: createPublicKey(vectors.testcons.public_signature_pem),
    thirdParty: true,
    active: () => true,
    accessToken: () => accessToken,
    secretBytes: () => Buffer.from(official.prepend_hex, 'hex'),
  }
  return createSignatureVerifier(consumer, { now: () => seconds * 1000, strict })
}

const signedAt = 1_722_886_900

/** Creates the request of a vector as the server receives it, with percent-encoded commas. */
function received(vector: HmacVector) {
  const query = vector.name.startsWith('get_query') ? 'conids=265598%2C8314&fields=31%2C84%2C86' : ''
  const [url = ''] = vector.url.split('?')
  return { method: vector.method, urls: [url], query, formPairs: [] }
}

function judge(name: string, change: (header: string) => string = (header) => header, strict = false) {
  const vector = findNamed(vectors.synthetic_hmac, name)
  const header = change(vector.authorization_header ?? '')
  return verifierAt(signedAt, strict).verifyRequest(received(vector), header, {
    current: [vector.live_session_token_base64],
  })
}

test('verifies the published request for a live session token, with the decrypted secret as prefix', () => {
  const header = Object.entries({ ...official.params, oauth_signature: percentEncode(official.signature_base64) })
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')
  const request = { method: 'POST', urls: [official.url], query: '', formPairs: [] }
  const outcome = verifierAt(1_722_886_871).verifyTokenRequest(request, `OAuth realm="test_realm", ${header}`)
  expect(outcome).toMatchObject({ kind: 'verified', querySigningMode: 'none' })
})

test('verifies the published request for a request token, without a prefix', () => {
  const vector = findNamed(vectors.official, 'request_token')
  const header = Object.entries({ ...vector.params, oauth_signature: percentEncode(vector.signature_base64) })
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')
  const request = { method: 'POST', urls: [vector.url], query: '', formPairs: [] }
  const outcome = verifierAt(1_722_886_851).verifyThirdParty(
    request,
    `OAuth realm="test_realm", ${header}`,
    () => undefined,
  )
  expect(outcome).toMatchObject({ kind: 'verified' })
})

test('distinguishes the signature of an expired token from a wrong signature', () => {
  const vector = findNamed(vectors.synthetic_hmac, 'get_no_query')
  const under = (tokens: { current: string[]; expired: string[] }) =>
    verifierAt(signedAt).verifyRequest(received(vector), vector.authorization_header ?? '', tokens)
  const [right, other] = [vector.live_session_token_base64, Buffer.alloc(20, 7).toString('base64')]
  expect(under({ current: [other], expired: [right] })).toEqual({
    kind: 'refused',
    reason: 'live-session-token-expired',
  })
  expect(under({ current: [other], expired: [other] })).toEqual({ kind: 'refused', reason: 'signature-wrong' })
  expect(under({ current: [right], expired: [other] })).toMatchObject({ kind: 'verified' })
})

test.each([
  ['post_json_no_query', 'none'],
  ['get_no_query', 'none'],
  ['get_query_documented', 'pairs-in-list'],
  ['get_query_omitted', 'pairs-omitted'],
  ['get_query_in_url', 'query-in-url'],
])('verifies %s and records the query signing mode %s', (name, querySigningMode) => {
  expect(judge(name)).toMatchObject({ kind: 'verified', querySigningMode })
})

test.each(['get_query_omitted', 'get_query_in_url'])('rejects %s in the query signing mode strict', (name) => {
  expect(judge(name, undefined, true)).toEqual({ kind: 'refused', reason: 'signature-wrong' })
})

test('includes the pairs of a form body in the signature', () => {
  const { base_string, signature_base64 } = vectors.synthetic_form_body
  const signed = new URLSearchParams(decodeURIComponent(base_string.split('&')[2] ?? ''))
  const formPairs = [...signed].filter(([name]) => !name.startsWith('oauth_'))
  const oauthPairs = [...signed].filter(([name]) => name.startsWith('oauth_'))
  const header = [...oauthPairs, ['oauth_signature', percentEncode(signature_base64)]]
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')
  const url = 'https://api.ibkr.com/v1/api/iserver/auth/ssodh/init'
  const token = findNamed(vectors.synthetic_hmac, 'get_no_query').live_session_token_base64
  const seconds = Number(signed.get('oauth_timestamp'))
  const ask = (pairs: typeof formPairs) =>
    verifierAt(seconds).verifyRequest(
      { method: 'POST', urls: [url], query: '', formPairs: pairs },
      `OAuth realm="test_realm", ${header}`,
      { current: [token] },
    )
  expect(formPairs).not.toHaveLength(0)
  expect(ask(formPairs)).toMatchObject({ kind: 'verified' })
  expect(ask([])).toEqual({ kind: 'refused', reason: 'signature-wrong' })
})

test.each([
  ['authorization-missing', () => ''],
  ['consumer-unknown', (header: string) => header.replace('="TESTCONS"', '="OTHERCONS"')],
  ['realm-wrong', (header: string) => header.replace('test_realm', 'limited_poa')],
  ['access-token-unknown', (header: string) => header.replace(accessToken, 'ffffffffffffffffffff')],
  ['signature-method-wrong', (header: string) => header.replace('HMAC-SHA256', 'HMAC-SHA1')],
  ['timestamp-not-ten-digits', (header: string) => header.replace('1722886900', '1722886900123')],
  ['timestamp-outside-window', (header: string) => header.replace('1722886900', '1722880000')],
  ['nonce-missing', (header: string) => header.replace('Zk3m9Qw1Xy7Bn2Lp', '')],
  ['signature-wrong', (header: string) => header.replace('Zk3m9Qw1Xy7Bn2Lp', 'another0nonce000')],
] as const)('rejects a signed request as %s', (reason, change) => {
  expect(judge('get_no_query', change)).toEqual({ kind: 'refused', reason })
})

test('accepts an unquoted realm in the last position', () => {
  const moved = (header: string) => `${header.replace('realm="test_realm", ', '')}, realm=test_realm`
  expect(judge('get_no_query', moved)).toMatchObject({ kind: 'verified' })
})

test('rejects a repeated request because of its nonce', () => {
  const vector = findNamed(vectors.synthetic_hmac, 'get_no_query')
  const authority = verifierAt(signedAt)
  const ask = () =>
    authority.verifyRequest(received(vector), vector.authorization_header ?? '', {
      current: [vector.live_session_token_base64],
    })
  expect(ask()).toMatchObject({ kind: 'verified' })
  expect(ask()).toEqual({ kind: 'refused', reason: 'nonce-reused' })
})

test('verifies no request before a live session token exists', () => {
  const vector = findNamed(vectors.synthetic_hmac, 'get_no_query')
  const outcome = verifierAt(signedAt).verifyRequest(received(vector), vector.authorization_header ?? '', {
    current: [],
  })
  expect(outcome).toEqual({ kind: 'refused', reason: 'live-session-token-missing' })
})
