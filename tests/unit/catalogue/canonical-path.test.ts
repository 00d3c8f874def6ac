import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalisePath } from '../../../src/shared/catalogue/canonical-path.ts'
import { arbitraryText } from '../../process/arbitrary-text.ts'
import { propertyRuns } from '../../process/property-runs.ts'
import { hostilePath } from './hostile-path.ts'

describe('canonical form of a request path', () => {
  test.each([
    ['/iserver/accounts', '/v1/api/iserver/accounts'],
    ['iserver/accounts', '/v1/api/iserver/accounts'],
    ['/v1/api/iserver/accounts', '/v1/api/iserver/accounts'],
    ['v1/api/iserver/accounts', '/v1/api/iserver/accounts'],
    ['/iserver/accounts/', '/v1/api/iserver/accounts'],
    ['/gw/api/v1/bank-instructions:bulk', '/gw/api/v1/bank-instructions:bulk'],
    ['/oauth2/api/v1/token', '/oauth2/api/v1/token'],
    ['/oauth/live_session_token', '/v1/api/oauth/live_session_token'],
    ['/iserver/account/U1/%6frders', '/v1/api/iserver/account/U1/orders'],
    ['/iserver/account/My%20group/summary', '/v1/api/iserver/account/My%20group/summary'],
    ['/iserver/account/Gr%c3%b6%c3%9fe/summary', '/v1/api/iserver/account/Gr%C3%B6%C3%9Fe/summary'],
    ['/GW/api/v1/accounts', '/v1/api/GW/api/v1/accounts'],
  ])('canonicalises %s to %s', (raw, path) => {
    expect(canonicalisePath(raw)).toEqual({ ok: true, path })
  })

  test.each([
    ['', 'empty'],
    ['/', 'empty'],
    ['https://evil.example/v1/api/iserver/accounts', 'scheme'],
    ['HTTPS://evil.example/', 'scheme'],
    ['file:/etc/passwd', 'scheme'],
    ['//evil.example/iserver/accounts', 'scheme'],
    ['///evil.example/iserver/accounts', 'scheme'],
    ['/iserver//accounts', 'empty segment'],
    ['/iserver/accounts//', 'empty segment'],
    ['/iserver/accounts?x=1', 'query'],
    ['/iserver/accounts#x', 'fragment'],
    ['/iserver\\accounts', 'backslash'],
    ['/iserver/./accounts', 'dot segment'],
    ['/iserver/../accounts', 'dot segment'],
    ['/iserver/accounts/..', 'dot segment'],
    ['/iserver/%2e%2e/accounts', 'dot segment'],
    ['/iserver/.%2E/accounts', 'dot segment'],
    ['/iserver/account%2FU1/orders', 'hides'],
    ['/iserver/account%5cU1/orders', 'hides'],
    ['/iserver/%256frders', 'hides'],
    ['/iserver/accounts%3Fx=1', 'hides'],
    ['/iserver/accounts%23', 'hides'],
    ['/iserver/accounts%3bx', 'hides'],
    ['/iserver/accounts%00', 'hides'],
    ['/iserver/accounts%0d%0aHost:evil', 'hides'],
    ['/iserver/accounts;jsessionid=1', 'invalid character'],
    ['/iserver/accounts\u0000', 'control'],
    ['/iserver/accounts\n', 'control'],
    [' /iserver/accounts', 'control'],
    ['/iserver/accounts ', 'control'],
    ['/iserver/a\tccounts', 'control'],
    ['/iserver/\uff4frders', 'ASCII'],
    ['/iserver/\u043erders', 'ASCII'],
    ['/iserver/acc\u200bounts', 'ASCII'],
    ['/iserver/%ff', 'UTF-8'],
    ['/iserver/%c0%ae%c0%ae/accounts', 'UTF-8'],
    ['/iserver/%zz', 'hex'],
    ['/iserver/accounts%', 'hex'],
    ['/iserver/%u006frders', 'hex'],
    ['/iserver/account/{{accountId}}/orders', 'variable'],
    ['/iserver/account/{accountId}/orders', 'parameter'],
    [`/iserver/${'a'.repeat(2000)}`, 'more than'],
  ])('rejects the request path %j', (raw, reason) => {
    expect(canonicalisePath(raw)).toEqual({ ok: false, reason: expect.stringContaining(reason) })
  })

  test('canonicalising a canonical path does not change it', () => {
    fc.assert(
      fc.property(fc.oneof(hostilePath, arbitraryText), (raw) => {
        const once = canonicalisePath(raw)
        if (once.ok) expect(canonicalisePath(once.path)).toEqual(once)
      }),
      { numRuns: propertyRuns(5_000) },
    )
  })

  test('a URL parser and a percent decoder read a canonical path in the same way', () => {
    fc.assert(
      fc.property(hostilePath, (raw) => {
        const canonical = canonicalisePath(raw)
        if (!canonical.ok) return
        const url = new URL(canonical.path, 'https://api.ibkr.com')
        expect(url.host).toBe('api.ibkr.com')
        expect(url.pathname).toBe(canonical.path)
        expect(url.search + url.hash).toBe('')
        expect(decodeURIComponent(canonical.path).split('/')).toHaveLength(canonical.path.split('/').length)
      }),
      { numRuns: propertyRuns(5_000) },
    )
  })
})
