import { describe, expect, test } from 'vitest'
import { classifyRequest } from '../../../src/shared/catalogue/classify-request.ts'
import { operations } from '../../../src/shared/catalogue/operations.ts'
import { examplePath } from './example-path.ts'

describe('classification of a catalogued request', () => {
  test.each(operations.filter(({ path }) => !path.includes('*')))(
    'classifies $method $path with the effect of its operation',
    (operation) => {
      const path = examplePath(operation)
      expect(classifyRequest({ method: operation.method, path })).toMatchObject({
        effect: operation.effect,
        operation,
        canonicalPath: path,
      })
    },
  )

  test('accepts a path without the prefix /v1/api', () => {
    expect(classifyRequest({ method: 'GET', path: 'iserver/accounts' })).toMatchObject({
      effect: 'read',
      canonicalPath: '/v1/api/iserver/accounts',
    })
  })

  test('states why a request requires arming', () => {
    const { reason } = classifyRequest({ method: 'POST', path: '/iserver/account/U1/orders' })
    expect(reason).toContain('orders')
  })
})

describe('classification of a request that is not in the catalogue', () => {
  test.each([
    ['GET', '/iserver/account/U1/orders'],
    ['GET', '/logout'],
    ['GET', '/tickle'],
    ['GET', '/iserver/reply/07a13a5a'],
    ['GET', '/iserver/auth/ssodh/init'],
    ['GET', '/iserver/reauthenticate'],
    ['PUT', '/iserver/account/U1/orders'],
    ['PATCH', '/iserver/account/U1/order/1'],
    ['DELETE', '/iserver/account/orders'],
    ['POST', '/iserver/account/orders'],
    ['POST', '/iserver/accounts'],
    ['GET', '/ccp/orders'],
    ['POST', '/ccp/order'],
    ['GET', '/ccp/*'],
    ['GET', '/sso/Login'],
    ['GET', '/v1/portal/iserver/accounts'],
    ['GET', '/gw/v1/api/iserver/accounts'],
    ['GET', '/iserver/something/new'],
  ])('never classifies %s %s as a read', (method, path) => {
    expect(classifyRequest({ method, path }).effect).not.toBe('read')
  })
})

describe('classification of an HTTP method in an unexpected spelling', () => {
  test.each([
    'get',
    'Get',
    ' GET',
    'GET ',
    'GET\n',
    'G\u0415T',
    '',
    'HEAD',
    'OPTIONS',
    'TRACE',
    'CONNECT',
    'QUERY',
    'GET /x',
  ])('does not classify a request with the method %j as a read', (method) => {
    expect(classifyRequest({ method, path: '/iserver/accounts' })).toMatchObject({
      effect: 'unknown',
      reason: expect.stringContaining('method'),
    })
  })
})

describe('classification of an invalid path parameter', () => {
  test.each([
    ['GET', '/portfolio/positions/summary', 'part of another path'],
    ['GET', '/portfolio/POSITIONS/summary', 'part of another path'],
    ['GET', '/iserver/account/orders/summary', 'part of another path'],
    ['GET', '/iserver/account/order/alerts', 'part of another path'],
    ['POST', '/iserver/account/order/orders/whatif', 'part of another path'],
    ['GET', '/portfolio/U1%20/summary', 'does not look like'],
    ['GET', '/portfolio/%20/summary', 'does not look like'],
    ['GET', '/portfolio/-/summary', 'does not look like'],
    ['GET', '/portfolio/U1,U2/summary', 'does not look like'],
    ['GET', '/portfolio/Gr%C3%B6%C3%9Fe/summary', 'does not look like'],
    ['GET', '/portfolio/U1/position/AAPL', 'does not look like'],
    ['GET', '/portfolio/U1/positions/-1', 'does not look like'],
    ['GET', '/iserver/contract/265598@SMART/info', 'does not look like'],
    ['GET', '/iserver/account/order/status/1e3', 'does not look like'],
    ['GET', '/fyi/disclaimer/pf', 'does not look like'],
    ['DELETE', '/iserver/account/U1/order/-1', 'does not look like'],
  ])('rejects the parameter value in %s %s', (method, path, reason) => {
    expect(classifyRequest({ method, path })).toMatchObject({
      effect: 'unknown',
      reason: expect.stringContaining(reason),
    })
  })

  test('keeps operation and path of a request with a rejected value, so that an armed user can send it', () => {
    expect(classifyRequest({ method: 'POST', path: '/iserver/account/My%20group/orders' })).toMatchObject({
      effect: 'unknown',
      operation: { id: 'orders.place' },
      canonicalPath: '/v1/api/iserver/account/My%20group/orders',
    })
  })
})

describe('classification of a path that matches two operations', () => {
  test.each([
    ['GET', '/iserver/account/orders', 'orders.list'],
    ['GET', '/gw/api/v1/enumerations/complex-asset-transfer', 'utilities.brokers'],
    ['GET', '/portfolio/positions/265598', 'portfolio.position-everywhere'],
    ['PUT', '/fyi/deliveryoptions/email', 'notifications.delivery-email'],
    ['POST', '/iserver/account/U1/order/whatif', 'legacy.preview-order'],
  ])('matches %s %s to the template with the literal segment', (method, path, id) => {
    expect(classifyRequest({ method, path })).toMatchObject({ operation: { id } })
  })
})

test('returns no path to send if a path has no canonical form', () => {
  expect(classifyRequest({ method: 'GET', path: '/iserver//accounts' })).not.toHaveProperty('canonicalPath')
})
