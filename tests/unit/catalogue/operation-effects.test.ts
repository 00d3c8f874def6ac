import { describe, expect, test } from 'vitest'
import type { Operation } from '../../../src/shared/catalogue/operation.ts'
import { operations } from '../../../src/shared/catalogue/operations.ts'

// These lists are explicit, so that a change that allows another operation without arming must also change this test.
describe('operations classified as reads', () => {
  test('classifies exactly the listed POST operations as reads', () => {
    expect(names(operations.filter(({ method, effect }) => method !== 'GET' && effect === 'read'))).toEqual([
      'POST /gw/api/v1/echo/signed-jwt',
      'POST /gw/api/v1/statements',
      'POST /gw/api/v1/tax-documents',
      'POST /gw/api/v1/trade-confirmations',
      'POST /v1/api/fa/fa-preset/get',
      'POST /v1/api/fa/model/accounts-details',
      'POST /v1/api/fa/model/invest-divest-positions',
      'POST /v1/api/fa/model/list',
      'POST /v1/api/fa/model/positions',
      'POST /v1/api/fa/model/summary',
      'POST /v1/api/hmds/scanner',
      'POST /v1/api/iserver/account/allocation/group/single',
      'POST /v1/api/iserver/account/{accountId}/orders/whatif',
      'POST /v1/api/iserver/auth/status',
      'POST /v1/api/iserver/contract/rules',
      'POST /v1/api/iserver/scanner/run',
      'POST /v1/api/iserver/secdef/search',
      'POST /v1/api/pa/allocation',
      'POST /v1/api/pa/allperiods',
      'POST /v1/api/pa/performance',
      'POST /v1/api/pa/summary',
      'POST /v1/api/pa/transactions',
      'POST /v1/api/portfolio/allocation',
      'POST /v1/api/trsrv/secdef',
    ])
  })

  test('classifies every GET as a read except the listed ones', () => {
    expect(names(operations.filter(({ method, effect }) => method === 'GET' && effect !== 'read'))).toEqual([
      'GET /gw/api/v1/accounts/{accountId}/kyc',
      'GET /v1/api/ccp/*',
      'GET /v1/api/iserver/marketdata/unsubscribeall',
      'GET /v1/api/iserver/marketdata/{conid}/unsubscribe',
      'GET /v1/api/md/regsnapshot',
      'GET /v1/api/ws',
    ])
  })

  test('classifies no PUT, PATCH or DELETE as a read', () => {
    const reads = operations.filter(({ effect }) => effect === 'read')
    expect(reads.filter(({ method }) => method !== 'GET' && method !== 'POST')).toEqual([])
  })
})

test('classifies orders, replies, cancellations, transfers and fees as trading', () => {
  const trading = new Set(names(operations.filter(({ effect }) => effect === 'trading')))
  const expected = [
    'POST /v1/api/iserver/account/{accountId}/orders',
    'POST /v1/api/iserver/account/{accountId}/order',
    'POST /v1/api/iserver/account/orders/{faGroup}',
    'POST /v1/api/iserver/account/{accountId}/order/{orderId}',
    'DELETE /v1/api/iserver/account/{accountId}/order/{orderId}',
    'POST /v1/api/iserver/reply/{replyId}',
    'POST /v1/api/iserver/notification',
    'POST /v1/api/fa/model/invest-divest',
    'POST /v1/api/fa/model/submit-transfers',
    'GET /v1/api/md/regsnapshot',
  ]
  const banking = operations.filter(({ area, method }) => area === 'management-banking' && method !== 'GET')
  expect(banking.length).toBeGreaterThan(10)
  expect([...expected, ...names(banking)].filter((name) => !trading.has(name))).toEqual([])
})

function names(list: readonly Operation[]): readonly string[] {
  return list.map(({ method, path }) => `${method} ${path}`).sort()
}
