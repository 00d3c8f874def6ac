import { userName } from '../../session/status-view.ts'
import type { World } from '../../world.ts'
import type { AccountStatus, CustomerAccount, RegistrationTask } from './customer-account.ts'
import { formName, forms } from './form-catalogue.ts'

const millisecondsPerDay = 86_400_000
const accountLimit = 10_000

/** What an application says of one account. */
export interface Applicant {
  readonly externalId: string
  readonly firstName: string
  readonly lastName: string
  readonly userName: string | undefined
  readonly email: string
  readonly country: string
  readonly alias: string
  readonly baseCurrency: string
  readonly applicantType: string
  readonly propertyProfile: string
}

/** The accounts that account management knows. */
export interface CustomerRegistry {
  all(): readonly CustomerAccount[]
  find(accountId: string): CustomerAccount | undefined
  /** An empty one is nobody's. */
  findByExternalId(externalId: string): CustomerAccount | undefined
  /** Opens an account that waits for its documents; undefined where the registry is full (10,000 accounts). */
  open(applicant: Applicant): CustomerAccount | undefined
  update(accountId: string, patch: Partial<CustomerAccount>): CustomerAccount | undefined
  setStatus(accountId: string, status: AccountStatus): CustomerAccount | undefined
  /** Gives an account something to do; nothing happens where it already waits. */
  assign(accountId: string, formNumber: number): void
  /** Settles a task. With the last one that approval needs, a pending account opens. */
  settle(accountId: string, formNumber: number, state: RegistrationTask['state']): void
}

/** Makes the registry: the accounts of the simulator are open, and the first has a message waiting. */
export function createCustomerRegistry(world: World): CustomerRegistry {
  const accounts = new Map<string, CustomerAccount>()
  let lastEntity = 1000
  let lastTask = 0

  function existing(accountId: string, index: number): CustomerAccount {
    lastEntity += 1
    const startedAt = world.now() - 400 * millisecondsPerDay
    const done = { startedAt, state: 'completed', completedAt: startedAt + millisecondsPerDay } as const
    return {
      ...applicantOf(accountId),
      accountId,
      entityId: lastEntity,
      status: 'O',
      startedAt,
      openedAt: startedAt + millisecondsPerDay,
      userName: index === 0 ? userName : `simuser${String(index + 1).padStart(2, '0')}`,
      tasks: [...requiredTasks().map((task) => ({ ...task, ...done })), task(3230, false)],
      loginMessages: index === 0 ? [welcome(world.now())] : [],
    }
  }

  function task(formNumber: number, requiredForApproval: boolean): RegistrationTask {
    lastTask += 1
    const what = { formNumber, formName: formName(formNumber), requiredForApproval }
    return { ...what, taskNumber: lastTask, state: 'pending', startedAt: world.now() }
  }

  function requiredTasks(): readonly RegistrationTask[] {
    return forms.filter((form) => form.requiredForApproval).map((form) => task(form.formNumber, true))
  }

  function update(accountId: string, patch: Partial<CustomerAccount>): CustomerAccount | undefined {
    const before = accounts.get(accountId)
    if (before === undefined) return undefined
    const account = { ...before, ...patch }
    accounts.set(accountId, account)
    return account
  }

  function setStatus(accountId: string, status: AccountStatus): CustomerAccount | undefined {
    const before = accounts.get(accountId)
    const opens = status === 'O' && before?.openedAt === undefined
    const closes = status === 'A' || status === 'C'
    return update(accountId, {
      status,
      ...(opens && { openedAt: world.now() }),
      ...(closes && { closedAt: world.now() }),
    })
  }

  for (const [index, accountId] of world.accounts.ids.entries()) accounts.set(accountId, existing(accountId, index))
  return {
    all: () => [...accounts.values()],
    find: (accountId) => accounts.get(accountId),
    findByExternalId: (externalId) =>
      [...accounts.values()].find((account) => externalId !== '' && account.externalId === externalId),
    open: (applicant) => {
      if (accounts.size >= accountLimit) return undefined
      lastEntity += 1
      const accountId = `U${9_000_000 + lastEntity}`
      const account: CustomerAccount = {
        ...applicant,
        accountId,
        entityId: lastEntity,
        userName: applicant.userName ?? `simuser${lastEntity}`,
        status: 'P',
        startedAt: world.now(),
        tasks: requiredTasks(),
        loginMessages: [],
      }
      accounts.set(accountId, account)
      return account
    },
    update,
    setStatus,
    assign: (accountId, formNumber) => {
      const account = accounts.get(accountId)
      const waits = account?.tasks.some((one) => one.formNumber === formNumber && one.state === 'pending')
      if (account !== undefined && !waits) update(accountId, { tasks: [...account.tasks, task(formNumber, false)] })
    },
    settle: (accountId, formNumber, state) => {
      const account = accounts.get(accountId)
      if (account === undefined) return
      const settled = state === 'completed' ? { state, completedAt: world.now() } : { state }
      const tasks = account.tasks.map((one) => (one.formNumber === formNumber ? { ...one, ...settled } : one))
      update(accountId, { tasks })
      const approved = tasks.every((one) => !one.requiredForApproval || one.state === 'completed')
      if (account.status === 'P' && approved) setStatus(accountId, 'O')
    },
  }
}

function applicantOf(accountId: string) {
  return {
    externalId: `EXT-${accountId}`,
    firstName: 'Sam',
    lastName: 'Sample',
    email: 'sam.sample@example.com',
    country: 'USA',
    alias: accountId,
    baseCurrency: 'USD',
    applicantType: 'INDIVIDUAL',
    propertyProfile: 'Default',
  }
}

function welcome(now: number) {
  return {
    id: 1,
    contentId: 501,
    messageType: 'AGREEMENT',
    description: 'An agreement waits for your signature',
    recordedAt: now,
    completed: false,
  }
}
