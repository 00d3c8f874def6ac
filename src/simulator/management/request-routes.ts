import { type Answer, json } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import { instant, requestResponseView } from './accounts/account-views.ts'
import type { LoggedRequest, RequestLog } from './accounts/request-log.ts'
import { claimsOf, faultsIn, textClaim } from './claims.ts'
import type { ManagementRoute } from './management-route.ts'
import { isFaulty, pageOf, periodOf } from './period.ts'
import { invalidArgument, invalidArguments, missingArgument } from './problem.ts'

/** What became of requests to account management. */
export function requestRoutes(requests: RequestLog): readonly ManagementRoute[] {
  function listed(call: Call): Answer {
    const period = periodOf(call)
    if (isFaulty(period)) return invalidArguments(period)
    const { entries, ...page } = pageOf(
      period,
      requests.all(),
      (request) => request.submittedAt,
      (request) => request.status,
    )
    const requestDetails = entries.map((request) => ({
      requestId: request.requestId,
      dateSubmitted: instant(request.submittedAt),
      status: request.status,
      accountID: request.accountId,
      requestType: request.requestType,
    }))
    return json({ requestDetails, ...page })
  }

  function told(call: Call, request: LoggedRequest): Answer {
    const type = call.query.get('type')
    if (type === null) return missingArgument('type')
    if (type === 'update') return json(statusOf(request))
    if (type !== 'response') return invalidArgument('type')
    return json(requestResponseView(request, { accountId: request.accountId }))
  }

  /** The claims of this call are not published: `status` is taken, because the answer calls it so. */
  function changed(call: Call, request: LoggedRequest): Answer {
    const claims = claimsOf(call)
    const faults = faultsIn(claims, { status: 'text' })
    if (faults.length > 0) return invalidArguments(faults)
    return json(statusOf(requests.setStatus(request.requestId, textClaim(claims, 'status') ?? '') ?? request))
  }

  const forRequest = (answer: (call: Call, request: LoggedRequest) => Answer) => (call: Call) => {
    const request = requests.find(Number(call.parameters['requestId']))
    return request === undefined ? invalidArgument('requestId', 'Unknown request') : answer(call, request)
  }

  const status = { path: '/gw/api/v1/requests/{requestId}/status', scopes: ['accounts.read'] } as const
  return [
    { methods: ['GET'], path: '/gw/api/v1/requests', scopes: ['accounts.read'], policy: 'https', answer: listed },
    { ...status, methods: ['GET'], policy: 'https', answer: forRequest(told) },
    { ...status, methods: ['PATCH'], policy: 'signed-jwt', answer: forRequest(changed) },
  ]
}

function statusOf(request: LoggedRequest) {
  return {
    requestId: String(request.requestId),
    requestType: request.requestType,
    status: request.status,
    message: 'Request processed',
    acctId: request.accountId,
  }
}
