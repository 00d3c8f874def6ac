import { expect, test } from 'vitest'
import { maskHeaders } from '../../../src/host/upstream/mask-secrets-in-body.ts'

test.each([
  ['https://www.interactivebrokers.com/sso/Login?token=planted', 'https://www.interactivebrokers.com/sso/Login?•••'],
  ['/sso/Login#planted', '/sso/Login?•••'],
  ['/sso/Login?a=1\nplanted', '/sso/Login?•••'],
  ['/sso/Login', '/sso/Login'],
])('shows a redirect to %j without its query', (location, shown) => {
  expect(maskHeaders({ location, date: 'today' })).toEqual({ location: shown, date: 'today' })
})

test('omits headers that may contain a cookie, a token or a key', () => {
  const hidden = { 'set-cookie': 'api=planted', authorization: 'planted', 'www-authenticate': 'planted' }
  const others = {
    'x-auth-token': 'planted',
    'x-csrf-token': 'planted',
    'x-session-id': 'planted',
    'x-api-key': 'planted',
  }
  const shown = { 'content-type': 'application/json', 'x-response-time': '1ms', etag: '"a"', 'x-refusal': 'code' }
  expect(maskHeaders({ ...hidden, ...others, ...shown })).toEqual(shown)
})
