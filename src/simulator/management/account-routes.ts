import { type Answer, json } from '../http/answer.ts'
import type { Call, Handler } from '../http/call.ts'
import type { World } from '../world.ts'
import { accountDetailsView } from './accounts/account-details-view.ts'
import { applyAccountRequest, readAccountRequests } from './accounts/account-requests.ts'
import { identityCheckView, requestResponseView, statusView } from './accounts/account-views.ts'
import { accountStatuses, type CustomerAccount } from './accounts/customer-account.ts'
import type { CustomerRegistry } from './accounts/customer-registry.ts'
import { readApplication } from './accounts/read-application.ts'
import type { RequestLog } from './accounts/request-log.ts'
import { claimsOf, faultsIn } from './claims.ts'
import type { ManagementRoute } from './management-route.ts'
import { isFaulty, pageOf, periodOf } from './period.ts'
import { invalidArgument, invalidArguments, missingArgument, simpleProblem } from './problem.ts'

/** Opening accounts, changing them, and what is known of them. */
export function accountRoutes(
  world: World,
  registry: CustomerRegistry,
  requests: RequestLog,
): readonly ManagementRoute[] {
  function processedApplication(call: Call): Answer {
    const accountId = call.query.get('accountId')
    const externalId = call.query.get('externalId')
    if (accountId === null && externalId === null) return missingArgument('accountId')
    const account = accountId === null ? registry.findByExternalId(externalId ?? '') : registry.find(accountId)
    if (account === undefined) return invalidArgument(accountId === null ? 'externalId' : 'accountId')
    const name = `application-${account.accountId}`
    return json({
      accountId: account.accountId,
      requestFileName: `${name}-request.json`,
      responseFileName: `${name}-response.json`,
    })
  }

  function openAccounts(call: Call): Answer {
    const claims = claimsOf(call)
    const faults = faultsIn(claims, { application: { customer: 'record' } })
    if (faults.length > 0) return invalidArguments(faults)
    const opened = readApplication(claims['application']).flatMap((applicant) => registry.open(applicant) ?? [])
    const [first] = opened
    if (first === undefined) return simpleProblem(500)
    const request = requests.add('application', first.accountId)
    const accounts = opened.map(({ accountId, externalId, status }) => ({ accountId, externalId, status }))
    return json(requestResponseView(request, { accounts }))
  }

  function changeAccounts(call: Call): Answer {
    const { faults, requests: asked } = readAccountRequests(claimsOf(call), registry)
    const [first] = asked
    if (faults.length > 0 || first === undefined) return invalidArguments(faults)
    for (const request of asked) applyAccountRequest(registry, request)
    const logged = requests.add(first.name, first.accountId)
    return json(requestResponseView(logged, { requests: asked.map(({ name, accountId }) => ({ name, accountId })) }))
  }

  function statuses(call: Call): Answer {
    const period = periodOf(call)
    if (isFaulty(period)) return invalidArguments(period)
    const { entries, ...page } = pageOf(
      period,
      registry.all(),
      (account) => account.startedAt,
      (account) => account.status,
    )
    return json({ accounts: entries.map(statusView), ...page })
  }

  /** The claims of this call are not published: `status` is taken, because the answer calls it so. */
  function changeStatus(call: Call, account: CustomerAccount): Answer {
    const claims = claimsOf(call)
    const faults = faultsIn(claims, { status: accountStatuses })
    if (faults.length > 0) return invalidArguments(faults)
    const wanted = accountStatuses.find((status) => status === claims['status'])
    return json(statusView((wanted && registry.setStatus(account.accountId, wanted)) ?? account))
  }

  const read = { methods: ['GET'], scopes: ['accounts.read'], policy: 'https' } as const
  const write = { scopes: ['accounts.write'], policy: 'signed-jwt' } as const
  const root = '/gw/api/v1/accounts'
  return [
    { ...read, path: root, answer: processedApplication },
    { ...write, methods: ['POST'], path: root, answer: openAccounts },
    { ...write, methods: ['PATCH'], path: root, answer: changeAccounts },
    { ...read, path: `${root}/status`, answer: statuses },
    {
      ...read,
      path: `${root}/{accountId}/status`,
      answer: forAccount(registry, (_, account) => json(statusView(account))),
    },
    { ...write, methods: ['PATCH'], path: `${root}/{accountId}/status`, answer: forAccount(registry, changeStatus) },
    {
      ...read,
      path: `${root}/{accountId}/details`,
      answer: forAccount(registry, (_, account) => json(accountDetailsView(world, account))),
    },
    {
      ...read,
      path: `${root}/{accountId}/kyc`,
      answer: forAccount(registry, (_, account) => json(identityCheckView(account, world.now()))),
    },
  ]
}

/** A handler for one account; an unknown one is an invalid argument. */
export function forAccount(
  registry: CustomerRegistry,
  answer: (call: Call, account: CustomerAccount) => Answer,
): Handler {
  return (call) => {
    const account = registry.find(call.parameters['accountId'] ?? '')
    return account === undefined ? invalidArgument('accountId', 'Unknown account') : answer(call, account)
  }
}
