import { faultsIn, listClaim, recordClaim, textClaim } from '../claims.ts'
import type { InvalidArgument } from '../problem.ts'
import type { CustomerAccount } from './customer-account.ts'
import type { CustomerRegistry } from './customer-registry.ts'

/** One change of an account, by the name under which it is asked for. */
export interface AccountRequest {
  readonly name: string
  readonly accountId: string
  /** What else was said. */
  readonly claims: unknown
}

/** Reads the changes that a caller asks for. Whatever their names, each says for which account it is. */
export function readAccountRequests(
  claims: unknown,
  registry: CustomerRegistry,
): { readonly faults: readonly InvalidArgument[]; readonly requests: readonly AccountRequest[] } {
  const faults = faultsIn(claims, { accountManagementRequests: 'record' })
  if (faults.length > 0) return { faults, requests: [] }
  const requests = Object.entries(recordClaim(claims, 'accountManagementRequests')).map(([name, asked]) => ({
    name,
    accountId: textClaim(asked, 'accountId') ?? '',
    claims: asked,
  }))
  if (requests.length === 0) {
    return { faults: [{ field: 'accountManagementRequests', description: 'Invalid value' }], requests }
  }
  const wrong = requests.flatMap((request) => {
    const missing = faultsIn(request.claims, { accountId: 'text' }, `${request.name}.`)
    if (missing.length > 0 || registry.find(request.accountId) !== undefined) return missing
    return [{ field: `${request.name}.accountId`, description: 'Unknown account' }]
  })
  return { faults: wrong, requests }
}

/** Makes the change, where it is one that can be seen afterwards; the others are accepted and leave no trace. */
export function applyAccountRequest(registry: CustomerRegistry, request: AccountRequest): void {
  const { accountId, claims } = request
  const put = (patch: Partial<CustomerAccount>) => registry.update(accountId, patch)
  switch (request.name) {
    case 'updateExternalId':
      put({ externalId: textClaim(claims, 'newExternalId') ?? '' })
      break
    case 'updatePropertyProfile':
      put({ propertyProfile: textClaim(claims, 'propertyProfile') ?? '' })
      break
    case 'updateAccountAlias':
      put({ alias: textClaim(claims, 'accountAlias') ?? '' })
      break
    case 'changeBaseCurrency':
      put({ baseCurrency: textClaim(claims, 'newBaseCurrency') ?? 'USD' })
      break
    case 'abandonAccount':
      registry.setStatus(accountId, 'A')
      break
    case 'resetAbandonedAccount':
      registry.setStatus(accountId, 'P')
      break
    case 'reopenAccount':
      registry.setStatus(accountId, 'O')
      break
    case 'completeLoginMessage':
      completeMessages(registry, accountId, listClaim(claims, 'loginMessageIds'))
      break
    default:
      break
  }
}

function completeMessages(registry: CustomerRegistry, accountId: string, ids: readonly unknown[]): void {
  const account = registry.find(accountId)
  if (account === undefined) return
  const loginMessages = account.loginMessages.map((message) =>
    ids.includes(message.id) ? { ...message, completed: true } : message,
  )
  registry.update(accountId, { loginMessages })
}
