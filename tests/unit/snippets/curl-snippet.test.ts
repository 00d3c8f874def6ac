import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { curlSnippet } from '../../../src/shared/snippets/curl-snippet.ts'
import { bodyToSend } from '../../../src/shared/snippets/snippet-request.ts'
import { arbitraryRequest, gateway } from './arbitrary-request.ts'
import { canRun, codeOf, runIn } from './run-code.ts'

/** Prints its arguments instead of calling anybody: each ends with NUL, each call with one more. */
const fakeCurl = String.raw`curl() { printf '%s\0' "$@"; printf '\0'; }`

describe.runIf(canRun('bash'))('what bash makes of the curl snippet', () => {
  test('is the request, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRequest, { minLength: 10, maxLength: 40 }), (requests) => {
        const script = [fakeCurl, ...requests.map((request) => codeOf(curlSnippet(request, gateway)))].join('\n')
        const calls = argumentsOf(runIn({ 'all.sh': script }, 'bash', ['all.sh']))
        expect(calls).toHaveLength(requests.length)
        for (const [index, request] of requests.entries()) {
          const call = calls[index] ?? []
          expect(valueAfter(call, '--request')).toBe(request.method)
          expect(valueAfter(call, '--data-raw')).toBe(bodyToSend(request))
          const url = new URL(valueAfter(call, '--url') ?? '')
          expect(url.origin).toBe('https://localhost:5000')
          expect([...url.searchParams]).toEqual(Object.entries(request.query ?? {}))
          expect(call).toHaveLength(bodyToSend(request) === undefined ? 7 : 11)
        }
      }),
      { numRuns: 15 },
    )
  })

  test('takes the bearer from the environment', () => {
    const code = codeOf(curlSnippet({ method: 'GET', path: '/v1/api/iserver/accounts' }, { kind: 'oauth2' }))
    expect(code).not.toContain('bearer-of-the-test')
    const [call = []] = argumentsOf(runIn({ 'one.sh': `${fakeCurl}\n${code}` }, 'bash', ['one.sh']))
    expect(valueAfter(call, '--header')).toBe('Authorization: Bearer bearer-of-the-test')
  })
})

test('the curl snippet reads well', () => {
  const request = {
    method: 'POST',
    path: '/v1/api/iserver/secdef/search',
    query: { symbol: 'AT&T', name: 'true' },
    body: '{"symbol":"O\'Reilly"}',
  }
  expect(
    codeOf(curlSnippet(request, gateway)),
  ).toBe(String.raw`# --insecure: the gateway shows a certificate that it made itself.
curl --silent --show-error --request POST \
  --url 'https://localhost:5000/v1/api/iserver/secdef/search?symbol=AT%26T&name=true' \
  --insecure \
  --header 'Content-Type: application/json' \
  --data-raw '{"symbol":"O'\''Reilly"}'
`)
})

test('a gateway without TLS needs no exception for its certificate', () => {
  const code = codeOf(
    curlSnippet({ method: 'GET', path: '/v1/api/sso/validate' }, { kind: 'gateway', baseUrl: 'http://localhost:5000' }),
  )
  expect(code).not.toContain('insecure')
})

test('what curl cannot do is said, not attempted', () => {
  expect(curlSnippet({ method: 'GET', path: '/v1/api/tickle' }, { kind: 'oauth1' }).kind).toBe('impossible')
  expect(curlSnippet({ method: 'POST', path: '/v1/api/tickle', body: '{' }, gateway).kind).toBe('impossible')
})

function argumentsOf(output: string): readonly (readonly string[])[] {
  return output
    .split('\0\0')
    .slice(0, -1)
    .map((call) => call.split('\0'))
}

function valueAfter(call: readonly string[], option: string): string | undefined {
  const at = call.indexOf(option)
  return at === -1 ? undefined : call[at + 1]
}
