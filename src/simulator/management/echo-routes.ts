import { json } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import type { ManagementRoute } from './management-route.ts'

/** Calls that do nothing but say what arrived: good for testing keys. */
export function echoRoutes(): readonly ManagementRoute[] {
  const echo = (securityPolicy: 'HTTPS' | 'SIGNED_JWT') => (call: Call) =>
    json({ requestMethod: call.method, securityPolicy, queryParameters: Object.fromEntries(call.query) })
  return [
    {
      methods: ['GET'],
      path: '/gw/api/v1/echo/https',
      scopes: ['echo.read'],
      policy: 'https',
      answer: echo('HTTPS'),
    },
    {
      methods: ['POST'],
      path: '/gw/api/v1/echo/signed-jwt',
      scopes: ['echo.write'],
      policy: 'signed-jwt',
      answer: echo('SIGNED_JWT'),
    },
  ]
}
