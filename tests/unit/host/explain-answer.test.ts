import { expect, test } from 'vitest'
import { explainAnswer } from '../../../src/host/requests/explain-answer.ts'

test.each([
  [400, '{"error":"Bad Request: no bridge","statusCode":400}', '/v1/api/iserver/accounts', /no brokerage session/],
  [
    400,
    '{"error":"Bad Request: Please query /accounts first","statusCode":400}',
    '/v1/api/iserver/marketdata/snapshot',
    /GET \/iserver\/accounts first/,
  ],
  [
    401,
    '{"error":"id: 39687, error: invalid consumer","statusCode":401}',
    '/v1/api/oauth/live_session_token',
    /nightly reset/,
  ],
  [401, '', '/v1/api/portfolio/accounts', /login does not hold/],
  [404, '<html><body><h1>Resource not found</h1></body></html>', '/v1/api/nothing', /case-sensitive/],
  [404, '', '/v1/api/hmds/history', /hmds\/auth\/init/],
  [429, '', '/v1/api/tickle', /penalty box/],
  [503, '', '/v1/api/iserver/account/DU1/orders', /may have happened/],
  [200, '[{"conid":265598,"conidEx":"265598"}]', '/v1/api/iserver/marketdata/snapshot', /Send it again for prices/],
  [200, '{"orders":[],"snapshot":false}', '/v1/api/iserver/account/orders', /after 5 seconds/],
  [200, '{}', '/v1/api/portfolio/DU1/summary', /GET \/portfolio\/accounts/],
  [200, '{"error":"Order not confirmed "}', '/v1/api/iserver/reply/x', /with status 200/],
])('%i %s on %s is explained', (status, text, path, words) => {
  expect(explainAnswer({ status, text, path })).toMatch(words)
})

test('an answer that speaks for itself is left alone', () => {
  expect(explainAnswer({ status: 200, text: '{"accounts":["DU1"]}', path: '/v1/api/iserver/accounts' })).toBeUndefined()
})
