import { type CustomerAccount, type LoginMessage, type RegistrationTask, statusWord } from './customer-account.ts'
import type { LoggedRequest } from './request-log.ts'

/** The account above all others, as far as the simulator has one. */
const masterAccountId = 'F1000000'

/** What the calls of this family say where nothing went wrong. */
const noError = { hasError: false, errorDescription: '' } as const

/** Date and time as this family writes them. */
export function instant(at: number): string {
  return new Date(at).toISOString()
}

/** State of an account. */
export function statusView(account: CustomerAccount) {
  return {
    ...(account.openedAt !== undefined && { dateOpened: instant(account.openedAt) }),
    dateStarted: instant(account.startedAt),
    ...(account.closedAt !== undefined && { dateClosed: instant(account.closedAt) }),
    accountId: account.accountId,
    status: account.status,
    description: statusWord(account.status),
    masterAccountId,
    adminAccountId: masterAccountId,
    state: statusWord(account.status),
    message: `The account is ${statusWord(account.status).toLowerCase()}`,
  }
}

/** Everything that the account was asked to do at registration. */
export function registrationTasksView(account: CustomerAccount) {
  return {
    ...noError,
    ...head(account),
    registrationTaskPresent: account.tasks.length > 0,
    registrationTasks: account.tasks.map((task) => ({
      externalId: account.externalId,
      formNumber: task.formNumber,
      formName: task.formName,
      action: task.state === 'pending' ? 'to be submitted' : 'submitted',
      ...(task.completedAt !== undefined && { dateCompleted: instant(task.completedAt) }),
      state: taskState(task),
      questionIds: [task.formNumber],
      warning: '',
      isRequiredForApproval: task.requiredForApproval,
      isCompleted: task.state === 'completed',
      isDeclined: task.state === 'declined',
    })),
  }
}

/** What the account still has to do. */
export function pendingTasksView(account: CustomerAccount) {
  const waiting = account.tasks.filter((task) => task.state === 'pending')
  return {
    ...noError,
    ...head(account),
    pendingTasks: waiting.map((task) => ({
      taskNumber: task.taskNumber,
      formNumber: task.formNumber,
      formName: task.formName,
      action: 'to be submitted',
      externalId: account.externalId,
      state: taskState(task),
      documentRejectReason: [],
      url: `https://simulator.invalid/tasks/${task.taskNumber}`,
      startDate: instant(task.startedAt),
      entityId: account.entityId,
      requiredForApproval: task.requiredForApproval,
      onlineTask: true,
      requiredForTrading: task.requiredForApproval,
      questionIds: [task.formNumber],
    })),
    pendingTaskPresent: waiting.length > 0,
  }
}

/** Messages that wait at login. */
export function loginMessagesView(account: CustomerAccount, messages: readonly LoginMessage[]) {
  return {
    accountId: account.accountId,
    clearingStatus: account.status,
    clearingStatusDescription: statusWord(account.status),
    loginMessages: messages.map((message) => ({
      recordDate: instant(message.recordedAt),
      id: message.id,
      username: account.userName,
      messageType: message.messageType,
      contentId: message.contentId,
      state: message.completed ? 'Completed' : 'Incomplete',
      description: message.description,
      tasks: account.tasks.filter((task) => task.state === 'pending').map((task) => task.formNumber),
    })),
    loginMessagePresent: messages.length > 0,
  }
}

/** Page for the check of the applicant's identity; it is open for a week. */
export function identityCheckView(account: CustomerAccount, now: number) {
  return {
    ...noError,
    startDate: instant(now),
    expiryDate: instant(now + 7 * 86_400_000),
    url: `https://simulator.invalid/identity/${account.accountId}`,
    externalId: account.externalId,
    entityId: account.entityId,
    state: 'Created',
  }
}

/** What came of a request that changed something. */
export function requestResponseView(request: LoggedRequest, data: Readonly<Record<string, unknown>>) {
  return {
    requestId: request.requestId,
    dateSubmitted: instant(request.submittedAt),
    fileData: { data, name: `${request.requestType}-${request.requestId}.json` },
  }
}

function head(account: CustomerAccount) {
  return {
    accountId: account.accountId,
    status: account.status,
    description: statusWord(account.status),
    state: statusWord(account.status),
  }
}

function taskState(task: RegistrationTask): string {
  return { pending: 'Pending', completed: 'Completed', declined: 'Declined' }[task.state]
}
