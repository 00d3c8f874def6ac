import { json } from '../http/answer.ts'
import type { ManagementRoute } from './management-route.ts'

const gets = [
  '/gw/api/v1/restrictions/account',
  '/gw/api/v1/restrictions/ids',
  '/gw/api/v1/restrictions/list',
  '/gw/api/v1/restrictions/lists/ids',
  '/gw/api/v1/restrictions/restriction',
  '/gw/api/v1/restrictions/restriction-scope',
  '/gw/api/v1/restrictions/user',
  '/gw/api/v1/tax-vouchers/active-countries',
  '/gw/api/v1/tax-vouchers/dividends',
  '/gw/api/v1/tax-vouchers/years',
  '/gw/api/v1/tax-vouchers/{requestId}/download',
  '/gw/api/v1/tax-vouchers/{requestId}/state',
]

const posts = [
  '/gw/api/v1/tax-vouchers',
  '/gw/api/v2/external-asset-transfers',
  '/gw/api/v2/external-asset-transfers:bulk',
]

/**
 * Operations of the document of September 2026 of which only the titles are known: they answer an empty object. Neither
 * scopes nor policy are known; that a POST is signed is what all others of the family have in common.
 */
export function unknownShapeRoutes(): readonly ManagementRoute[] {
  const unknown = { scopes: [], shape: 'unknown', answer: () => json({}) } as const
  return [
    ...gets.map((path) => ({ ...unknown, methods: ['GET'], path, policy: 'https' as const })),
    ...posts.map((path) => ({ ...unknown, methods: ['POST'], path, policy: 'signed-jwt' as const })),
  ]
}
