import { expect, test } from 'vitest'
import { explainAnswer } from '../../../src/host/requests/explain-answer.ts'

const order = '/v1/api/iserver/account/DU1/orders'

test.each([
  [
    400,
    '{"error":"Bad Request: no bridge","statusCode":400}',
    '/v1/api/iserver/accounts',
    /no brokerage session/,
    'reconnect',
  ],
  [
    400,
    '{"error":"Init session first","statusCode":400}',
    '/v1/api/iserver/marketdata/snapshot',
    /no brokerage session/,
    'reconnect',
  ],
  [
    400,
    '{"error":"Bad Request: Please query /accounts first","statusCode":400}',
    '/v1/api/iserver/marketdata/snapshot',
    /GET \/iserver\/accounts first/,
    'send-before',
  ],
  [
    400,
    '{"error":"Bad Request: accountId is not valid: U1","statusCode":400}',
    '/v1/api/iserver/account',
    /no such account/,
    'open',
  ],
  [
    400,
    '{"error":"Bad Request: accountId needed","statusCode":400}',
    '/v1/api/iserver/x',
    /account is missing/,
    'edit',
  ],
  [400, '{"error":"Bad Request: body can\'t be empty","statusCode":400}', order, /wants a body/, 'edit'],
  [
    400,
    '{"error":"Bad Request: orderId and type are required","statusCode":400}',
    '/v1/api/iserver/account/alert/1',
    /type=Q/,
    'edit',
  ],
  [400, 'Failed to parse body as JSON. x', order, /could not read the body/, 'edit'],
  [400, 'orders request includes parameter with incorrect type', order, /another type/, 'edit'],
  [400, "Invalid Side (must be 'BUY' or 'SELL').", order, /BUY or SELL/, 'edit'],
  [400, 'Unknown order type', order, /orderType/, 'edit'],
  [400, 'conid or conidex is required', order, /no contract/, 'edit'],
  [
    400,
    '{"error":"OrderID 7 doesn\'t exist"}',
    '/v1/api/iserver/account/DU1/order/7',
    /No working order/,
    'see-orders',
  ],
  [400, '{"error":"Order is inactive"}', '/v1/api/iserver/account/DU1/order/7', /does not work any more/, 'see-orders'],
  [
    401,
    '{"error":"id: 39687, error: invalid consumer","statusCode":401}',
    '/v1/api/oauth/live_session_token',
    /nightly reset/,
    undefined,
  ],
  [
    401,
    '{"error":"id: 1, error: bad signature","statusCode":401}',
    '/v1/api/oauth/live_session_token',
    /token call was refused/,
    undefined,
  ],
  [401, '', '/v1/api/portfolio/accounts', /login does not hold/, 'reconnect'],
  [403, '<html><head><title>Access Denied</title></head></html>', '/v1/api/x', /edge in front of IBKR/, undefined],
  [404, '<html><body><h1>Resource not found</h1></body></html>', '/v1/api/nothing', /case-sensitive/, undefined],
  [404, '', '/v1/api/hmds/history', /hmds\/auth\/init/, 'send-before'],
  [404, '', '/v1/api/fyi/deliveryoptions/x', /no such device/, 'edit'],
  [410, '', '/v1/api/tickle', /Reconnect/, 'reconnect'],
  [411, '', '/v1/api/tickle', /send \{\}/, 'edit'],
  [415, '{"type":"x"}', '/gw/api/v1/accounts', /this kind of body/, 'edit'],
  [423, '', '/v1/api/fyi/unreadnumber', /Locked/, 'send-again'],
  [429, '{"error":"x"}', '/v1/api/iserver/marketdata/history', /penalty box/, undefined],
  [500, '{"error":"Invalid account ID"}', '/v1/api/iserver/x', /no such account/, 'open'],
  [500, '{"error":"unknown"}', '/v1/api/iserver/marketdata/unsubscribe', /noticed late/, 'edit'],
  [
    500,
    '{"error":"Condition #1:can\'t recognize fix [abc]"}',
    '/v1/api/iserver/account/DU1/alert',
    /A condition/,
    'edit',
  ],
  [500, '{"error":"Alert name cannot be modified"}', '/v1/api/iserver/account/DU1/alert', /keeps its name/, 'edit'],
  [
    500,
    '{"error":"failed to delete alert: Alert 7 doesn\'t exist"}',
    '/v1/api/iserver/account/DU1/alert/7',
    /no such alert/,
    'open',
  ],
  [500, '{"error":"failed to generate sso dh token"}', '/v1/api/iserver/auth/ssodh/init', /not accepted/, 'reconnect'],
  [500, '', '/v1/api/iserver/questions/suppress', /empty list/, 'edit'],
  [503, '', order, /may have happened/, 'see-orders'],
  [503, '', '/v1/api/iserver/reply/x', /question has lapsed/, 'see-orders'],
  [503, '', '/v1/api/iserver/account/order/status/7', /those of the day/, 'see-orders'],
  [503, '', '/v1/api/iserver/contract/1/algos', /conid that IBKR does not know/, 'edit'],
  [
    200,
    '[{"conid":265598,"conidEx":"265598"}]',
    '/v1/api/iserver/marketdata/snapshot',
    /only opens its stream/,
    'warm-up',
  ],
  [200, '{"orders":[],"snapshot":false}', '/v1/api/iserver/account/orders', /answers empty/, 'warm-up'],
  [200, '{}', '/v1/api/portfolio/DU1/summary', /GET \/portfolio\/accounts/, 'warm-up'],
  [200, '[]', '/v1/api/iserver/account/trades', /first call of the session/, 'warm-up'],
  [200, '{"upnl":{}}', '/v1/api/iserver/account/pnl/partitioned', /answers empty/, 'warm-up'],
  [200, '{"amount":{},"warn":"21/You are trying to submit"}', `${order}/whatif`, /snapshot has to be read/, 'warm-up'],
  [
    400,
    '{"error":"Bad Request: Please query /accounts first"}',
    `${order}/whatif`,
    /comes after the accounts/,
    'warm-up',
  ],
  [200, '{"algos":[]}', '/v1/api/iserver/contract/265598/algos', /first call for it/, 'warm-up'],
  [200, '[{"conid":1,"position":2}]', '/v1/api/portfolio/DU1/positions/0', /what the contracts are/, 'warm-up'],
  [
    200,
    '{"id":"1","instruments":[{"C":"1","conid":1,"name":"A"}]}',
    '/v1/api/iserver/watchlist',
    /only names its instruments/,
    'warm-up',
  ],
  [200, '{"authenticated":false,"competing":true}', '/v1/api/iserver/auth/status', /competes/, 'reconnect'],
  [
    200,
    '{"request_id":null,"success":false,"text":"x"}',
    '/v1/api/iserver/account/DU1/alert',
    /did not do it/,
    undefined,
  ],
  [200, '{"error":"Invalid order price fields"}', order, /prices do not go/, 'edit'],
  [200, '{"error":"null time in force is not supported for this order"}', order, /time in force/, 'edit'],
  [200, '{"error":"no sec defs returned forSecDef reqId=resolve"}', order, /no contract with this conid/, 'open'],
  [200, '{"error":"Order not confirmed "}', '/v1/api/iserver/reply/x', /with status 200/, 'edit'],
  [200, '{"error":"rules"}', '/v1/api/iserver/contract/rules', /with status 200/, undefined],
])('%i %s on %s is explained, with the next step', (status, text, path, words, next) => {
  const explained = explainAnswer({ status, text, path, reads: false })
  expect(explained?.words).toMatch(words)
  expect(explained?.next?.kind).toBe(next)
})

test('positions that are empty are read twice after the accounts: the first time leaves out what the contracts are', () => {
  const positions = { status: 200, text: '[]', path: '/v1/api/portfolio/DU1/positions/0', reads: true }
  expect(explainAnswer(positions)?.next).toMatchObject({
    kind: 'warm-up',
    before: [{ path: '/portfolio/accounts' }],
    repeats: 2,
  })
})

test('a read that came to nothing may be sent again; what may have happened is looked for in the orders', () => {
  const lost = { status: 503, text: '', path: '/v1/api/iserver/account/trades' }
  expect(explainAnswer({ ...lost, reads: true })?.next).toEqual({ kind: 'send-again' })
  expect(explainAnswer({ ...lost, reads: false })?.next).toEqual({ kind: 'see-orders' })
})

test.each([
  ['{"accounts":["DU1"]}', '/v1/api/iserver/accounts'],
  ['[{"text":"Unknown order type, invalid side, no bridge"}]', '/v1/api/iserver/news'],
])('an answer that speaks for itself is left alone: %s', (text, path) => {
  expect(explainAnswer({ status: 200, text, path, reads: true })).toBeUndefined()
})
