import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { curl } from '../../../src/shared/snippets/shell.ts'
import { prepareBody, writeSnippet } from '../../../src/shared/snippets/snippet.ts'
import { programRuns } from '../../process/property-runs.ts'
import { arbitraryRequest, gateway, oauth1, oauth2 } from './arbitrary-request.ts'
import { canRun, codeOf, runInNewFolder } from './run-code.ts'

/**
 * Defines a fake curl that prints its arguments: NUL after each argument, and a further NUL after each call. Every order is
 * accepted. What the snippets print is discarded.
 */
const fakeCurl = String.raw`exec 3>&1 >/dev/null; curl() { printf '%s\0' "$@" >&3; printf '\0' >&3; echo '{"order_id":"1"}'; }`

describe.runIf(canRun('bash'))('curl snippet, run by bash', () => {
  test('the curl snippet sends the same request as the console for any path, query and body', () => {
    fc.assert(
      fc.property(fc.array(arbitraryRequest, { minLength: 10, maxLength: 40 }), (requests) => {
        const script = [fakeCurl, ...requests.map((request) => codeOf(writeSnippet(curl, request, gateway)))].join('\n')
        const calls = argumentsOf(runInNewFolder({ 'all.sh': script }, 'bash', ['all.sh']))
        expect(calls).toHaveLength(requests.length)
        for (const [index, request] of requests.entries()) {
          const call = calls[index] ?? []
          expect(valueAfter(call, '--request')).toBe(request.method)
          expect(valueAfter(call, '--data-raw')).toBe(prepareBody(request))
          const url = new URL(valueAfter(call, '--url') ?? '')
          expect(url.origin).toBe('https://localhost:5000')
          expect([...url.searchParams]).toEqual(Object.entries(request.query ?? {}))
          expect(call).toHaveLength(prepareBody(request) === undefined ? 7 : 11)
        }
      }),
      { numRuns: programRuns(15) },
    )
  })

  test('reads the bearer token from the environment', () => {
    const code = codeOf(writeSnippet(curl, { method: 'GET', path: '/v1/api/iserver/accounts' }, oauth2))
    expect(code).not.toContain('bearer-of-the-test')
    const [call = []] = argumentsOf(runInNewFolder({ 'one.sh': `${fakeCurl}\n${code}` }, 'bash', ['one.sh']))
    expect(valueAfter(call, '--header')).toBe('Authorization: Bearer bearer-of-the-test')
  })
})

test('writes one option per line in the curl snippet', () => {
  const request = {
    method: 'POST',
    path: '/v1/api/iserver/secdef/search',
    query: { symbol: 'AT&T', name: 'true' },
    body: '{"symbol":"O\'Reilly"}',
  }
  expect(
    codeOf(writeSnippet(curl, request, gateway)),
  ).toBe(String.raw`# --insecure: the gateway uses a self-signed certificate.
curl --silent --show-error --request POST \
  --url 'https://localhost:5000/v1/api/iserver/secdef/search?symbol=AT%26T&name=true' \
  --insecure \
  --header 'Content-Type: application/json' \
  --data-raw '{"symbol":"O'\''Reilly"}'
`)
})

test('omits the certificate option for a gateway without TLS', () => {
  const code = codeOf(
    writeSnippet(
      curl,
      { method: 'GET', path: '/v1/api/sso/validate' },
      { kind: 'gateway', baseUrl: 'http://localhost:5000' },
    ),
  )
  expect(code).not.toContain('insecure')
})

test('states which requests curl does not support', () => {
  expect(writeSnippet(curl, { method: 'GET', path: '/v1/api/tickle' }, oauth1).kind).toBe('impossible')
  expect(writeSnippet(curl, { method: 'POST', path: '/v1/api/tickle', body: '{' }, gateway).kind).toBe('impossible')
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
