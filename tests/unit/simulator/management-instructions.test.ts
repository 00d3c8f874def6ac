import { beforeEach, expect, test } from 'vitest'
import { type ManagementClient, managementClient } from './management-client.ts'
import type { ManualClock } from './manual-clock.ts'
import { createSimulatedWorld } from './simulated-world.ts'

const minutes = 60_000
const accountId = 'DU1234567'
const otherId = 'DU1234568'

let clock: ManualClock
let client: ManagementClient

beforeEach(() => {
  const simulated = createSimulatedWorld({ accountIds: [accountId, otherId] })
  clock = simulated.clock
  client = managementClient(simulated.world)
})

const wire = {
  accountId,
  currency: 'USD',
  amount: 100,
  bankInstructionName: 'Practice WIRE',
  bankInstructionMethod: 'WIRE',
}

const give = (path: string, instructionType: string, instruction: object) =>
  client.signed('POST', path, { instructionType, instruction })

const withdraw = (clientInstructionId: number) =>
  give('external-cash-transfers', 'WITHDRAWAL', { ...wire, clientInstructionId })

const cancel = (instructionId: number) =>
  give('instructions/cancel', 'CANCEL_INSTRUCTION', { clientInstructionId: 99, instructionId, reason: 'Test' })

const statusOf = async (id: number) => (await client.get(`instructions/${id}`)).body.instructionResult.instructionStatus

test('a withdrawal waits for ten minutes of simulator time and is found by each of its three numbers', async () => {
  const { status, body } = await withdraw(5)
  expect(status).toBe(202)
  const { instructionId } = body.instructionResult
  expect(body.instructionResult).toMatchObject({ clientInstructionId: 5, instructionStatus: 'PENDING' })
  clock.advance(10 * minutes - 1)
  expect(await statusOf(instructionId)).toBe('PENDING')
  clock.advance(1)
  expect(await statusOf(instructionId)).toBe('PROCESSED')
  const byClient = await client.get('client-instructions/5')
  expect([byClient.status, byClient.body.instructionResult.instructionId]).toEqual([200, instructionId])
  const set = await client.get(`instruction-sets/${body.instructionSetId}`)
  expect(set.body.instructionResults).toMatchObject([{ status: 200, instructionResult: { instructionId } }])
})

test('a cancelled instruction is rejected and never processed', async () => {
  const { instructionId } = (await withdraw(5)).body.instructionResult
  expect(await cancel(instructionId)).toMatchObject({
    status: 201,
    body: { instructionResult: { instructionType: 'CANCEL_INSTRUCTION', instructionStatus: 'PROCESSED' } },
  })
  clock.advance(20 * minutes)
  expect(await statusOf(instructionId)).toBe('REJECTED')
})

test('a deposit, a processed instruction and an unknown one cannot be cancelled', async () => {
  const deposited = await give('external-cash-transfers', 'DEPOSIT', { ...wire, clientInstructionId: 6 })
  const withdrawn = await withdraw(5)
  clock.advance(10 * minutes)
  const again = await give('external-cash-transfers', 'DEPOSIT', { ...wire, clientInstructionId: 7 })
  const codes = await Promise.all(
    [deposited, withdrawn, again].map(async ({ body }) => {
      const refused = await cancel(body.instructionResult.instructionId)
      expect([refused.status, refused.contentType]).toEqual([422, 'application/problem+json'])
      return refused.body.instructionResult.error.errorCode
    }),
  )
  expect(codes).toEqual(Array(3).fill('ERROR_CANCELLATION_NOT_ALLOWED'))
  expect((await cancel(1)).body.instructionResult.error.errorCode).toBe('ERROR_INSTR_ID_AND_CP_NOT_RELATED')
})

test('a client number that was used twice tells the first instruction under status 208', async () => {
  const first = await withdraw(5)
  await withdraw(5)
  const told = await client.get('client-instructions/5')
  expect([told.status, told.body.status]).toEqual([208, 208])
  expect(told.body.instructionResult.instructionId).toBe(first.body.instructionResult.instructionId)
})

test('a set of several instructions says of each what became of it', async () => {
  const { status, body } = await client.signed('POST', 'external-cash-transfers:bulk', {
    instructionType: 'WITHDRAWAL',
    instructions: [
      { ...wire, clientInstructionId: 1 },
      { ...wire, clientInstructionId: 2, accountId: 'U999' },
      { clientInstructionId: 3 },
    ],
  })
  expect([status, body.status]).toEqual([207, 207])
  expect(body.instructionResults).toMatchObject([
    { status: 202, instructionSetId: body.instructionSetId },
    { status: 422, instructionResult: { error: { errorCode: 'CORRUPT_DATA_INVALID_ACCT' } } },
    { status: 400, type: '/invalid-argument' },
  ])
  const read = await client.get(`instruction-sets/${body.instructionSetId}`)
  expect(read.body.instructionResults).toEqual(body.instructionResults)
})

test('every missing field is named, the nested ones with dots, and nothing is taken', async () => {
  const { status, contentType, body } = await give('bank-instructions', 'ACH_INSTRUCTION', {
    ...{ clientInstructionId: 8, accountId, bankInstructionCode: 'NOPE', achType: 'DEBIT', currency: 'USD' },
    clientAccountInfo: { bankRoutingNumber: '110000000' },
  })
  expect([status, contentType, body.type]).toEqual([400, 'application/problem+json', '/invalid-argument'])
  expect(body.invalidArguments).toEqual(
    expect.arrayContaining([
      { field: 'bankInstructionName', description: 'Missing required parameter' },
      { field: 'bankInstructionCode', description: 'Invalid value' },
      { field: 'clientAccountInfo.bankName', description: 'Missing required parameter' },
    ]),
  )
  expect((await client.get('client-instructions/8')).status).toBe(404)
})

test('a type of instruction that belongs to another operation is refused', async () => {
  const { status, body } = await give('external-cash-transfers', 'ACH_INSTRUCTION', { ...wire, clientInstructionId: 1 })
  expect([status, body.invalidArguments]).toEqual([400, [{ field: 'instructionType', description: 'Invalid value' }]])
})

test('an account that nobody has is a business error, and the instruction is kept as rejected', async () => {
  const refused = await give('external-cash-transfers', 'WITHDRAWAL', {
    ...wire,
    clientInstructionId: 9,
    accountId: 'U999',
  })
  expect([refused.status, refused.body.title]).toEqual([422, 'Business Error'])
  expect(await statusOf(refused.body.instructionResult.instructionId)).toBe('REJECTED')
})

test('bank details are on file once they are processed, and gone once they are deleted', async () => {
  const onFile = async () => {
    const query = { clientInstructionId: 1, accountId, bankInstructionMethod: 'ACH' }
    const { body } = await give('bank-instructions/query', 'QUERY_BANK_INSTRUCTION', query)
    const details: readonly { instructionName: string }[] = body.instructionResult.bankInstructionDetails
    return details.map(({ instructionName }) => instructionName)
  }
  const bank = { bankRoutingNumber: '110000000', bankAccountNumber: '42', bankName: 'Sample Bank' }
  await give('bank-instructions', 'ACH_INSTRUCTION', {
    ...{ clientInstructionId: 2, accountId, bankInstructionCode: 'USACH', achType: 'DEBIT', currency: 'USD' },
    ...{ bankInstructionName: 'Savings', clientAccountInfo: bank },
  })
  expect(await onFile()).toEqual(['Practice ACH'])
  clock.advance(10 * minutes)
  expect(await onFile()).toEqual(['Practice ACH', 'Savings'])
  await give('bank-instructions', 'DELETE_BANK_INSTRUCTION', {
    ...{ clientInstructionId: 3, accountId, bankInstructionName: 'Savings' },
    ...{ bankInstructionMethod: 'ACH', currency: 'USD' },
  })
  clock.advance(10 * minutes)
  expect(await onFile()).toEqual(['Practice ACH'])
})

test('a transfer of cash inside is done at once, or at the time it asks for', async () => {
  const transfer = {
    clientInstructionId: 4,
    sourceAccountId: accountId,
    targetAccountId: otherId,
    amount: 5,
    currency: 'USD',
  }
  expect((await give('internal-cash-transfers', 'INTERNAL_CASH_TRANSFER', transfer)).status).toBe(201)
  const later = await give('internal-cash-transfers', 'INTERNAL_CASH_TRANSFER', {
    ...transfer,
    dateTimeToOccur: new Date(clock.now() + 90 * minutes).toISOString(),
  })
  expect(later.status).toBe(202)
  const { instructionId } = later.body.instructionResult
  clock.advance(89 * minutes)
  expect(await statusOf(instructionId)).toBe('PENDING')
  clock.advance(minutes)
  expect(await statusOf(instructionId)).toBe('PROCESSED')
})

test('a transfer that waits for years does not happen tomorrow', async () => {
  const transfer = { sourceAccountId: accountId, targetAccountId: otherId, amount: 5, currency: 'USD' }
  const dateTimeToOccur = new Date(clock.now() + 700 * 1440 * minutes).toISOString()
  const instruction = { clientInstructionId: 4, ...transfer, dateTimeToOccur }
  const { body } = await give('internal-cash-transfers', 'INTERNAL_CASH_TRANSFER', instruction)
  const { instructionId } = body.instructionResult
  clock.advance(699 * 1440 * minutes)
  expect(await statusOf(instructionId)).toBe('PENDING')
  clock.advance(1440 * minutes)
  expect(await statusOf(instructionId)).toBe('PROCESSED')
})

test('the history comes a minute later, newest first, and of the asked type', async () => {
  await withdraw(1)
  clock.advance(minutes)
  await withdraw(2)
  await give('external-cash-transfers', 'DEPOSIT', { ...wire, clientInstructionId: 3 })
  const asked = await give('instructions/query', 'QUERY_RECENT_INSTRUCTIONS', {
    clientInstructionId: 4,
    accountId,
    transactionHistory: { daysToGoBack: 1, transactionType: 'WITHDRAWAL' },
  })
  clock.advance(minutes)
  const { body } = await client.get(`instructions/${asked.body.instructionResult.instructionId}`)
  const { result } = body.instructionResult.instructionHistory
  expect(result.map((entry: { clientInstructionId: number }) => entry.clientInstructionId)).toEqual([2, 1])
})

test('a withdrawal that recurs is listed as a standing one and tells its events by its reference', async () => {
  const recurringInstructionDetail = { instructionName: 'Rent', frequency: 'MONTHLY', startDate: '2026-10-01' }
  const given = await give('external-cash-transfers', 'WITHDRAWAL', {
    ...{ ...wire, clientInstructionId: 1 },
    recurringInstructionDetail,
  })
  clock.advance(10 * minutes)
  const standing = await give('bank-instructions/query', 'QUERY_RECURRING_INSTRUCTIONS', {
    clientInstructionId: 2,
    accountId,
  })
  expect(standing.body.instructionResult.recurringInstructions).toMatchObject([{ frequency: 'MONTHLY', amount: 100 }])
  const { body } = await client.get(`instructions/${given.body.instructionResult.instructionId}`)
  const { ibReferenceId } = body.instructionResult
  const events = await give('bank-instructions/query', 'QUERY_RECENT_RECURRING_EVENTS', {
    clientInstructionId: 3,
    ibReferenceId,
  })
  expect(events.body.instructionResult).toMatchObject({ recurringTransactionType: 'WITHDRAWAL', method: 'WIRE' })
})

test('no account is a retirement account', async () => {
  const query = await give('external-cash-transfers/query', 'QUERY_IRA_CONTRIBUTIONS', {
    ...{ clientInstructionId: 1, accountId, year: '2025' },
  })
  expect([query.status, query.body.instructionResult.error.errorCode]).toEqual([422, 'NOT_IRA_ACCOUNT'])
})
