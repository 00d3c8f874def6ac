import { type Answer, json } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import { forAccount } from './account-routes.ts'
import {
  loginMessagesView,
  pendingTasksView,
  registrationTasksView,
  requestResponseView,
} from './accounts/account-views.ts'
import type { CustomerAccount, RegistrationTask } from './accounts/customer-account.ts'
import type { CustomerRegistry } from './accounts/customer-registry.ts'
import type { RequestLog } from './accounts/request-log.ts'
import { claimsOf, faultsIn, listClaim, numberClaim, textClaim } from './claims.ts'
import type { ManagementRoute } from './management-route.ts'
import { isFaulty, periodOf } from './period.ts'
import { invalidArgument, invalidArguments } from './problem.ts'

/** What the holder of an account has to do: tasks, documents, messages at login. */
export function taskRoutes(registry: CustomerRegistry, requests: RequestLog): readonly ManagementRoute[] {
  function submitDocuments(call: Call): Answer {
    const claims = claimsOf(call)
    const faults = faultsIn(claims, { processDocuments: { documents: 'list' } })
    if (faults.length > 0) return invalidArguments(faults)
    const documents = listClaim(claims['processDocuments'], 'documents')
    if (documents.length === 0) return invalidArgument('processDocuments.documents')
    const wrong = documents.flatMap((document) =>
      faultsIn(document, { formNumber: 'number', attachedFile: 'record' }, 'processDocuments.documents.'),
    )
    if (wrong.length > 0) return invalidArguments(wrong)
    for (const document of documents) settleWith(document)
    const request = requests.add('documents', textClaim(documents[0], 'externalAccountId') ?? '')
    const formNumbers = documents.map((document) => numberClaim(document, 'formNumber'))
    return json(requestResponseView(request, { formNumbers }))
  }

  /** A document settles the task of its form, where it says whose task that is. */
  function settleWith(document: unknown): void {
    const owner = textClaim(document, 'externalAccountId') ?? ''
    const account = registry.findByExternalId(owner) ?? registry.find(owner)
    const formNumber = numberClaim(document, 'formNumber')
    if (account !== undefined && formNumber !== undefined) registry.settle(account.accountId, formNumber, 'completed')
  }

  function tasks(call: Call, account: CustomerAccount): Answer {
    const type = call.query.get('type') ?? 'registration'
    if (type === 'pending') return json(pendingTasksView(account))
    return type === 'registration' ? json(registrationTasksView(account)) : invalidArgument('type')
  }

  /** The claims of these two calls are not published: `formNumber` and `status` are taken, because the answer calls them so. */
  function assign(call: Call, account: CustomerAccount): Answer {
    const claims = claimsOf(call)
    const faults = faultsIn(claims, { formNumber: 'number' })
    if (faults.length > 0) return invalidArguments(faults)
    const formNumber = numberClaim(claims, 'formNumber') ?? 0
    registry.assign(account.accountId, formNumber)
    return json([{ accountId: account.accountId, formNumber, message: 'Task assigned', status: 'Pending' }])
  }

  function settle(call: Call, account: CustomerAccount): Answer {
    const claims = claimsOf(call)
    const faults = faultsIn(claims, { formNumber: 'number' })
    if (faults.length > 0) return invalidArguments(faults)
    const formNumber = numberClaim(claims, 'formNumber') ?? 0
    if (!account.tasks.some((task) => task.formNumber === formNumber)) return invalidArgument('formNumber')
    const state = stateOf(textClaim(claims, 'status'))
    if (state === undefined) return invalidArgument('status')
    registry.settle(account.accountId, formNumber, state)
    const status = { pending: 'Pending', completed: 'Completed', declined: 'Declined' }[state]
    return json([{ accountId: account.accountId, formNumber, message: 'Task updated', status }])
  }

  /** The document answers for all accounts with the messages of one: the first that has some. */
  function allMessages(call: Call): Answer {
    const period = periodOf(call)
    if (isFaulty(period)) return invalidArguments(period)
    const [first] = registry.all()
    const account = registry.all().find((one) => incomplete(one).length > 0) ?? first
    if (account === undefined) return invalidArgument('accountId')
    const recent = incomplete(account).filter(
      (message) => message.recordedAt >= period.from && message.recordedAt <= period.to,
    )
    return json(loginMessagesView(account, recent))
  }

  const read = { methods: ['GET'], scopes: ['accounts.read'], policy: 'https' } as const
  const write = { scopes: ['accounts.write'], policy: 'signed-jwt' } as const
  const root = '/gw/api/v1/accounts'
  return [
    { ...write, methods: ['POST'], path: `${root}/documents`, answer: submitDocuments },
    { ...read, path: `${root}/login-messages`, answer: allMessages },
    {
      ...read,
      path: `${root}/{accountId}/login-messages`,
      answer: forAccount(registry, (call, account) => {
        const type = call.query.get('type')
        const messages = account.loginMessages.filter((message) => type === null || message.messageType === type)
        return json(loginMessagesView(account, messages))
      }),
    },
    { ...read, path: `${root}/{accountId}/tasks`, answer: forAccount(registry, tasks) },
    { ...write, methods: ['POST'], path: `${root}/{accountId}/tasks`, answer: forAccount(registry, assign) },
    { ...write, methods: ['PATCH'], path: `${root}/{accountId}/tasks`, answer: forAccount(registry, settle) },
  ]
}

function incomplete(account: CustomerAccount) {
  return account.loginMessages.filter((message) => !message.completed)
}

/** A task without a wish is completed. */
function stateOf(status: string | undefined): RegistrationTask['state'] | undefined {
  const wanted = (status ?? 'completed').toLowerCase()
  return wanted === 'pending' || wanted === 'completed' || wanted === 'declined' ? wanted : undefined
}
