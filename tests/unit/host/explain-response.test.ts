import { expect, test } from 'vitest'
import { explainResponse as explain, type ResponseToExplain } from '../../../src/host/upstream/explain-response.ts'

const order = '/v1/api/iserver/account/DU1/orders'
const explainResponse = (response: Omit<ResponseToExplain, 'method'> & { readonly method?: string }) =>
  explain({ method: response.reads ? 'GET' : 'POST', accounts: ['DU1'], ...response })

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
    /^The account is missing\. In the explorer, \{\{accountId\}\} stands for/,
    'edit',
  ],
  [400, '{"error":"Bad Request: body can\'t be empty","statusCode":400}', order, /requires a body/, 'edit'],
  [
    400,
    '{"error":"Bad Request: orderId and type are required","statusCode":400}',
    '/v1/api/iserver/account/alert/1',
    /type=Q/,
    'edit',
  ],
  [400, 'Failed to parse body as JSON. x', order, /could not read the body/, 'edit'],
  [400, 'orders request includes parameter with incorrect type', order, /wrong type/, 'edit'],
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
  [400, '{"error":"Order is inactive"}', '/v1/api/iserver/account/DU1/order/7', /no longer working/, 'see-orders'],
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
    /refused the token call/,
    undefined,
  ],
  [401, '', '/v1/api/portfolio/accounts', /does not accept the login/, 'reconnect'],
  [403, '<html><head><title>Access Denied</title></head></html>', '/v1/api/x', /IBKR's edge/, undefined],
  [404, '<html><body><h1>Resource not found</h1></body></html>', '/v1/api/nothing', /case-sensitive/, undefined],
  [404, '', '/v1/api/hmds/history', /hmds\/auth\/init/, 'send-before'],
  [404, '', '/v1/api/fyi/deliveryoptions/x', /no such device/, 'edit'],
  [
    500,
    '{"error":"please query /accounts first"}',
    '/v1/api/iserver/account/trades',
    /GET \/iserver\/accounts first/,
    'send-before',
  ],
  [
    401,
    '{"error":"Unauthorized","statusCode":401}',
    '/v1/api/portfolio/U1/positions/0',
    /This login has no account U1: .*Check the account id/,
    'open',
  ],
  [
    403,
    '<html><body><h1>Error 403 - Access Denied</h1></body></html>',
    '/v1/api/iserver/account/DU1/alert',
    /contain >=.*TWS or Client Portal/,
    undefined,
  ],
  [
    500,
    '{"error":"Condition #1:can\'t recognize fix [>]"}',
    '/v1/api/iserver/account/DU1/alert',
    /only the operators.*TWS or Client Portal/,
    undefined,
  ],
  [200, '{"error":"Alert with order ID=1 not found."}', '/v1/api/iserver/account/alert/1', /no alert/, 'open'],
  [503, '', '/v1/api/iserver/account/DU1/alert/activate', /no alert with this id/, 'open'],
  [500, '{"error":"Can not contain field # 8089"}', order, /manualIndicator alone is enough/, 'edit'],
  [500, '{"error":"Can not contain field # 8089"}', `${order}/whatif`, /Remove extOperator/, 'edit'],
  [
    400,
    '{"error":"Bad Request: assetClass and exactly one of symbol/conid are required","statusCode":400}',
    '/v1/api/trsrv/secdef/schedule',
    /either symbol or conid, not both/,
    'edit',
  ],
  [200, '[]', '/v1/api/trsrv/secdef/schedule', /exchange=SMART always returns an empty list/, 'edit'],
  [400, '{"error":"Invalid period: 3M"}', '/v1/api/pa/performance', /1D, 7D, MTD, 1M, YTD and 1Y/, 'edit'],
  [
    400,
    '{"error":"acctIds, currency and conids are required"}',
    '/v1/api/pa/transactions',
    /acctIds, conids and currency/,
    'edit',
  ],
  [
    200,
    '{"symbol":"AAPL","points":0,"data":[{"o":0,"c":0}],"mdAvailability":"S"}',
    '/v1/api/iserver/marketdata/history',
    /without t is a placeholder/,
    'edit',
  ],
  [200, '{"points":0,"data":[]}', '/v1/api/iserver/marketdata/history', /no bars/, 'edit'],
  [
    500,
    '{"error":"Chart data unavailable"}',
    '/v1/api/iserver/marketdata/history',
    /direction=1 fails for some contracts/,
    'edit',
  ],
  [503, '{"status":"waiting for reply"}', '/v1/api/fyi/unreadnumber', /after a second.*no/i, 'send-again'],
  [500, '', '/v1/api/iserver/auth/ssodh/init', /detects late/, 'edit'],
  [423, '{"status":"waiting for reply"}', '/v1/api/fyi/notifications', /after a second.*no/i, 'send-again'],
  [
    503,
    '{"error":"Order 7 is not found","statusCode":503}',
    '/v1/api/iserver/account/order/status/7',
    /not an outage/,
    'see-orders',
  ],
  [
    400,
    '{"error":"Bad Request","statusCode":400}',
    '/v1/api/iserver/account/order/status/000000000',
    /not an outage/,
    'see-orders',
  ],
  [
    200,
    '[{"6509":"RB","conid":265598,"conidEx":"265598","server_id":"q0","6119":"q0","_updated":1700000000000}]',
    '/v1/api/iserver/marketdata/snapshot',
    /only opens its stream/,
    'warm-up',
  ],
  [410, '', '/v1/api/tickle', /Reconnect/, 'reconnect'],
  [411, '', '/v1/api/tickle', /send \{\}/, 'edit'],
  [415, '{"type":"x"}', '/gw/api/v1/accounts', /this kind of body/, 'edit'],
  [423, '', '/v1/api/fyi/unreadnumber', /Locked/, 'send-again'],
  [429, '{"error":"x"}', '/v1/api/iserver/marketdata/history', /penalty box/, undefined],
  [500, '{"error":"Invalid account ID"}', '/v1/api/iserver/x', /no such account/, 'open'],
  [500, '{"error":"unknown"}', '/v1/api/iserver/marketdata/unsubscribe', /detects late/, 'edit'],
  [
    500,
    '{"error":"Condition #1:can\'t recognize fix [abc]"}',
    '/v1/api/iserver/account/DU1/alert',
    /A condition/,
    'edit',
  ],
  [
    500,
    '{"error":"Alert name cannot be modified"}',
    '/v1/api/iserver/account/DU1/alert',
    /name of an alert cannot be changed/,
    'edit',
  ],
  [
    500,
    '{"error":"failed to delete alert: Alert 7 doesn\'t exist"}',
    '/v1/api/iserver/account/DU1/alert/7',
    /no alert with this id/,
    'open',
  ],
  [
    500,
    '{"error":"failed to generate sso dh token"}',
    '/v1/api/iserver/auth/ssodh/init',
    /did not accept the login/,
    'reconnect',
  ],
  [500, '', '/v1/api/iserver/questions/suppress', /empty list/, 'edit'],
  [503, '', '/v1/api/iserver/watchlist', /did not respond in time/, 'send-again'],
  [503, '', '/v1/api/iserver/reply/x', /question has expired/, 'see-orders'],
  [503, '', '/v1/api/iserver/account/order/status/7', /orders of the day/, 'see-orders'],
  [503, '', '/v1/api/iserver/contract/1/algos', /no contract with this conid/, 'edit'],
  [
    200,
    '[{"conid":265598,"conidEx":"265598"}]',
    '/v1/api/iserver/marketdata/snapshot',
    /only opens its stream/,
    'warm-up',
  ],
  [200, '{"orders":[],"snapshot":false}', '/v1/api/iserver/account/orders', /returns an empty list/, 'warm-up'],
  [200, '{}', '/v1/api/portfolio/DU1/summary', /GET \/portfolio\/accounts/, 'warm-up'],
  [200, '[]', '/v1/api/iserver/account/trades', /first call of the session/, 'warm-up'],
  [200, '{"upnl":{}}', '/v1/api/iserver/account/pnl/partitioned', /topic spl/, 'warm-up'],
  [200, '{"amount":{},"warn":"21/You are trying to submit"}', `${order}/whatif`, /snapshot must be read/, 'warm-up'],
  [
    200,
    '{"amount":{},"warn":"1/Price cap","warns":["1/Price cap","21/You are trying to submit"]}',
    `${order}/whatif`,
    /snapshot must be read/,
    'warm-up',
  ],
  [
    200,
    '[{"order_id":"-1","order_status":"Failed","text":"no"},{"order_id":"5","order_status":"Inactive"}]',
    `${order}`,
    /^IBKR rejected 1 of 2 orders: no\. IBKR may have accepted some orders/,
    'see-orders',
  ],
  [
    200,
    '{"amount":{"amount":"1 USD"},"error":"No margin","warn":null,"warns":null}',
    `${order}/whatif`,
    /^IBKR would reject this order: No margin\. A preview covers only the first order/,
    'edit',
  ],
  [
    200,
    '{"amount":{"amount":"1 USD"},"error":null,"warn":"1/Price cap","warns":["1/Price cap"]}',
    `${order}/whatif`,
    /^Warning: Price cap\. A preview covers only the first order/,
    undefined,
  ],
  [
    400,
    '{"error":"Bad Request: Please query /accounts first"}',
    `${order}/whatif`,
    /requires that the accounts/,
    'warm-up',
  ],
  [200, '{"algos":[]}', '/v1/api/iserver/contract/265598/algos', /first call for it/, 'warm-up'],
  [
    200,
    '[{"conid":1,"position":2}]',
    '/v1/api/portfolio/DU1/positions/0',
    /omits the details of the contracts/,
    'warm-up',
  ],
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
    /rejected the request/,
    undefined,
  ],
  [200, '{"error":"Invalid order price fields"}', order, /multiple of the contract's price increment/, 'edit'],
  [200, '{"error":"We cannot accept an order at the limit price you selected."}', order, /too far from/, 'edit'],
  [200, '{"error":"null time in force is not supported for this order"}', order, /time in force/, 'edit'],
  [200, '{"error":"no sec defs returned forSecDef reqId=resolve"}', order, /no contract with this conid/, 'open'],
  [200, '{"error":"Order not confirmed "}', '/v1/api/iserver/reply/x', /status 200: Order not confirmed\.$/, 'edit'],
  [200, '{"error":"rules"}', '/v1/api/iserver/contract/rules', /with status 200/, undefined],
])('explains status %i with %s on %s, with the next step', (status, text, path, words, next) => {
  const explained = explainResponse({ status, text, path, reads: false })
  expect(explained?.text).toMatch(words)
  expect(explained?.next?.kind).toBe(next)
})

test('explains that positions must be read twice after the account list, because the first response omits the contracts', () => {
  const positions = { status: 200, text: '[]', path: '/v1/api/portfolio/DU1/positions/0', reads: true }
  expect(explainResponse(positions)?.next).toMatchObject({
    kind: 'warm-up',
    before: [{ path: '/portfolio/accounts' }],
    repeats: 2,
  })
})

test('recognises a long snapshot without values by its first part', () => {
  const rows = Array.from({ length: 100 }, (_, conid) => ({ conid, '6509': 'RB', server_id: 'q0', _updated: 1 }))
  const cold = { status: 200, path: '/v1/api/iserver/marketdata/snapshot', reads: true }
  expect(explainResponse({ ...cold, text: JSON.stringify(rows).slice(0, 2_000) })?.next?.kind).toBe('warm-up')
  const warm = JSON.stringify([{ conid: 1, '31': '1.5' }, ...rows]).slice(0, 2_000)
  expect(explainResponse({ ...cold, text: warm })).toBeUndefined()
})

test('offers a subscription to spl as the warm-up for profit and loss', () => {
  const profit = { status: 200, text: '{"upnl":{}}', path: '/v1/api/iserver/account/pnl/partitioned', reads: true }
  expect(explainResponse(profit)?.next).toMatchObject({ kind: 'warm-up', topic: 'spl+{}' })
})

test('offers to resend a read after a 503 response', () => {
  const lost = { status: 503, text: '', path: '/v1/api/iserver/account/trades', reads: true }
  expect(explainResponse(lost)).toMatchObject({ next: { kind: 'send-again' } })
})

test('offers to repeat a read of notifications that are still loading', () => {
  const loading = { status: 423, text: '{"status":"waiting for reply"}', path: '/v1/api/fyi/notifications' }
  expect(explainResponse({ ...loading, reads: true })?.next?.kind).toBe('warm-up')
})

test.each([
  ['POST', order, /^Delivery unconfirmed: check the order list before you send it again\. IBKR's backend/],
  ['POST', '/v1/api/iserver/account/orders/GROUP', /^Delivery unconfirmed: check the order list/],
  ['DELETE', '/v1/api/iserver/account/DU1/order/7', /^Delivery unconfirmed: check the order list/],
])('suggests the order list after an unconfirmed %s %s', (method, path, words) => {
  const explained = explainResponse({ method, status: 503, text: '', path, reads: false, unconfirmed: true })
  expect(explained?.text).toMatch(words)
  expect(explained?.next).toEqual({ kind: 'see-orders' })
})

test.each([
  [
    500,
    '{"error":"Alert name cannot be modified"}',
    '/v1/api/iserver/account/DU1/alert',
    'edit',
    /^The name of an alert/,
  ],
  [503, '', '/v1/api/iserver/account/DU1/alert/activate', 'open', /^No response arrived in time/],
  [503, '', '/v1/api/fyi/settings/BA', 'send-again', /^IBKR's backend/],
  [501, '', '/v1/api/iserver/watchlist', undefined, /^The request may/],
])(
  'does not suggest the order list after an unconfirmed write with status %i and %s to %s',
  (status, text, path, next, words) => {
    const explained = explainResponse({ status, text, path, reads: false, unconfirmed: true })
    expect(explained?.text).toMatch(words)
    expect(explained?.text).toMatch(/The request may have taken effect anyway\.$/)
    expect(explained?.next?.kind).toBe(next)
  },
)

test('names the account of an unconfirmed request if the explanation depends on it', () => {
  const path = '/v1/api/acesws/U7/signatures-and-owners'
  const explained = explainResponse({ status: 401, text: '', path, reads: false, unconfirmed: true })
  expect(explained?.text).toBe(
    'This login has no account U7: IBKR returns 401 for that. Check the account id; reconnect only if other requests fail too. ' +
      'The request may have taken effect anyway.',
  )
})

test.each([
  ['the account of the session', ['U1']],
  ['an account while those of the session are unknown', undefined],
])('offers to reconnect after a 401 for %s', (_what, accounts) => {
  const path = '/v1/api/portfolio/U1/positions/0'
  const explained = explain({ method: 'GET', status: 401, text: '', path, accounts, reads: true })
  expect(explained?.text).toMatch(/does not accept the login/)
  expect(explained?.next).toEqual({ kind: 'reconnect' })
})

test.each([
  ['{"accounts":["DU1"]}', '/v1/api/iserver/accounts'],
  ['[{"text":"Unknown order type, invalid side, no bridge"}]', '/v1/api/iserver/news'],
  ['[{"conid":265598,"31":"241.10","6509":"RB","_updated":1}]', '/v1/api/iserver/marketdata/snapshot'],
  ['{"amount":{},"error":null,"warn":null,"warns":[]}', `${order}/whatif`],
  ['{"points":1,"data":[{"t":1,"o":1,"c":2},{"t":2,"o":2,"c":2}]}', '/v1/api/iserver/marketdata/history'],
])('gives no explanation for a complete response: %s', (text, path) => {
  expect(explainResponse({ status: 200, text, path, reads: true })).toBeUndefined()
})

test('explains an order preview with its rejection, and with each warning once', () => {
  const text = JSON.stringify({
    amount: { total: '2,423.20 USD' },
    error: 'Available funds are insufficient',
    warn: '1/Price cap',
    warns: ['1/Price cap', '30/You are trying\nto short?'],
  })
  const preview = { status: 200, path: `${order}/whatif`, reads: true }
  expect(explainResponse({ ...preview, text })?.text).toBe(
    'IBKR would reject this order: Available funds are insufficient. 2 warnings: Price cap. · You are trying to short? ' +
      'A preview covers only the first order of the list.',
  )
  expect(explainResponse({ ...preview, text: text.slice(0, -10) })?.text).toMatch(
    /error contains a rejection, the field warns all/,
  )
})

test("lists all reasons of several rejected orders, with IBKR's warning", () => {
  const failed = { order_id: '-1', order_status: 'Failed' }
  const warned = { ...failed, text: 'Bad price', warning_message: 'The others were saved' }
  const rows = [warned, { ...failed, text: 'No permission' }, { order_id: '5', order_status: 'Inactive' }]
  const words = (list: readonly object[]) =>
    explainResponse({ status: 200, text: JSON.stringify(list), path: order, reads: false })?.text
  expect(words(rows)).toMatch(/^IBKR rejected 2 of 3 orders: Bad price\. The others were saved\. No permission\. /)
  expect(words([warned])).toBe('IBKR rejected this: Bad price. The others were saved.')
  const cut = JSON.stringify(rows).slice(0, -9)
  expect(explainResponse({ status: 200, text: cut, path: order, reads: false })?.text).toMatch(/at least one/)
})

test('reports that the user declined the question, and suggests no next step', () => {
  const declined = { status: 200, text: '{"error":"Order not confirmed"}', path: '/v1/api/iserver/reply/x' }
  expect(explainResponse({ ...declined, reads: false, verdict: 'declined' })).toEqual({
    text: 'You declined IBKR’s question: nothing was placed or changed.',
    next: undefined,
  })
})

test.each([
  ['DU%202', 'no account DU 2:'],
  ['DU%', 'no account DU%:'],
])('names the account in the path %s', (account, text) => {
  const path = `/v1/api/portfolio/${account}/summary`
  expect(explainResponse({ status: 401, text: '', path, reads: true })?.text).toContain(text)
})
