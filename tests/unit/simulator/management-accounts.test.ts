import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { beforeEach, expect, test } from 'vitest'
import type { World } from '../../../src/simulator/world.ts'
import { type ManagementClient, managementClient } from './management-client.ts'
import type { ManualClock } from './manual-clock.ts'
import { createSimulatedWorld } from './simulated-world.ts'

const accountId = 'DU1234567'

let world: World
let clock: ManualClock
let client: ManagementClient

beforeEach(() => {
  const simulated = createSimulatedWorld()
  world = simulated.world
  clock = simulated.clock
  client = managementClient(world)
})

const apply = async () => {
  const { body } = await client.signed('POST', 'accounts', {
    application: {
      customer: { type: 'INDIVIDUAL', userName: 'newcomer' },
      accounts: [{ externalId: 'A1', alias: 'New' }],
    },
  })
  return body
}

const submit = (formNumber: number) =>
  client.signed('POST', 'accounts/documents', {
    processDocuments: { documents: [{ formNumber, externalAccountId: 'A1', attachedFile: { fileName: 'a.pdf' } }] },
  })

test('an application answers with the account and not with itself, and the account opens with its last document', async () => {
  const { fileData } = await apply()
  const [account] = fileData.data.accounts
  expect(account).toEqual({ accountId: expect.stringMatching(/^U\d+$/), externalId: 'A1', status: 'P' })
  const pending = async () => (await client.get(`accounts/${account.accountId}/tasks?type=pending`)).body.pendingTasks
  expect((await pending()).map((task: { formNumber: number }) => task.formNumber)).toEqual([8001, 8002])
  await submit(8001)
  expect((await client.get(`accounts/${account.accountId}/status`)).body.status).toBe('P')
  await submit(8002)
  expect((await client.get(`accounts/${account.accountId}/status`)).body).toMatchObject({
    status: 'O',
    description: 'Open',
  })
  expect(await pending()).toEqual([])
  expect((await client.get('accounts?externalId=A1')).body.accountId).toBe(account.accountId)
})

test('what changes an account is a request with a number that can be asked for', async () => {
  await client.signed('PATCH', 'accounts', {
    accountManagementRequests: { updateAccountAlias: { accountId, accountAlias: 'Rainy day' } },
  })
  expect((await client.get(`accounts/${accountId}/details`)).body.account.accountAlias).toBe('Rainy day')
  const { body } = await client.get('requests?startDate=2026-09-14&endDate=2026-09-14&offset=1&limit=5')
  expect(body).toMatchObject({ offset: 1, limit: 5, total: 2 })
  const [{ requestId, requestType }] = body.requestDetails
  expect(requestType).toBe('updateAccountAlias')
  expect((await client.get(`requests/${requestId}/status?type=update`)).body).toMatchObject({
    requestId: String(requestId),
    acctId: accountId,
  })
})

test('an abandoned account says so and since when, and a listing by status finds it', async () => {
  await client.signed('PATCH', 'accounts', { accountManagementRequests: { abandonAccount: { accountId } } })
  expect((await client.get(`accounts/${accountId}/status`)).body).toMatchObject({
    status: 'A',
    dateClosed: new Date(clock.now()).toISOString(),
  })
  const { body } = await client.get('accounts/status?startDate=2020-01-01&endDate=2026-12-31&status=A')
  expect(body.accounts).toMatchObject([{ accountId }])
})

test('a login message is incomplete until it is dealt with', async () => {
  const listed = async () => (await client.get('accounts/login-messages?startDate=2026-01-01&endDate=2026-12-31')).body
  expect(await listed()).toMatchObject({ loginMessagePresent: true, loginMessages: [{ id: 1, state: 'Incomplete' }] })
  const done = { accountId, loginMessageIds: [1] }
  await client.signed('PATCH', 'accounts', { accountManagementRequests: { completeLoginMessage: done } })
  expect(await listed()).toMatchObject({ loginMessagePresent: false, loginMessages: [] })
})

test('a period that is missing or out of bounds is named argument by argument', async () => {
  const { status, body } = await client.get('accounts/status?startDate=yesterday&limit=1001&status=X')
  expect([status, body.invalidArguments.map(({ field }: { field: string }) => field)]).toEqual([
    400,
    ['endDate', 'startDate', 'limit', 'status'],
  ])
})

test('a user name that is taken comes with free ones', async () => {
  await apply()
  expect((await client.get('validations/usernames/NewComer')).body).toMatchObject({
    isValid: true,
    isAvailable: false,
    suggestedUserName: ['NewComer1', 'NewComer2', 'NewComer3'],
  })
  expect((await client.get('validations/usernames/nobody1')).body).toMatchObject({ isValid: true, isAvailable: true })
  expect((await client.get('validations/usernames/1%20x')).body).toMatchObject({ isValid: false, isAvailable: false })
})

test('a statement is a document of the account, in the asked format and packed where that is wished', async () => {
  const cash = world.accounts.find(accountId)?.cash().toFixed(2)
  const span = { accountId, startDate: '20260901', endDate: '20260930', mimeType: 'text/csv', gzip: true }
  const { data } = (await client.signed('POST', 'statements', span)).body
  expect(data).toMatchObject({ encoding: 'base64', mimeType: 'text/csv', gzip: true })
  const text = gunzipSync(Buffer.from(data.value, 'base64')).toString()
  expect(text).toContain(`Cash,USD,${cash}`)
  expect(text).toContain('Position,')
})

test('a document in PDF is well formed: its table of objects points at them', async () => {
  const { body } = await client.get('forms?formNo=8001&projection=PAYLOAD')
  const [form] = body.formDetails
  const bytes = Buffer.from(form.payload.data, 'base64')
  expect(createHash('sha1').update(bytes).digest('hex').toUpperCase()).toBe(form.sha1Checksum)
  const text = bytes.toString('latin1')
  const table = text.slice(Number(/startxref\n(\d+)/.exec(text)?.[1]))
  const offsets = [...table.matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset))
  expect(offsets.map((offset) => text.slice(offset, offset + 7))).toEqual([1, 2, 3, 4, 5].map((id) => `${id} 0 obj`))
})

test('the reports of another account are refused with the status of the document, and wrong dates with their name', async () => {
  const span = { accountId: 'U999', startDate: '20260901', endDate: '20260930' }
  expect(await client.signed('POST', 'statements', span)).toMatchObject({ status: 402, body: { type: '/simple' } })
  const reversed = { accountId, startDate: '20260930', endDate: '20260901' }
  expect((await client.signed('POST', 'statements', reversed)).body.invalidArguments).toMatchObject([
    { field: 'endDate' },
  ])
})

test('restrictions are applied only after they were verified under the same number', async () => {
  const payload = (text: string) => Buffer.from(text).toString('base64')
  const table = { userName: 'simuser01', requestId: 7, payload: payload('RESTR_ADD, A, RULE_BEGIN, tif=GTC, RULE_END') }
  const unverified = { success: false, requestId: 7, message: 'Request not previously verified' }
  expect((await client.signed('POST', 'restrictions', table)).body).toEqual(unverified)
  const open = { ...table, payload: payload('RESTR_ADD, A, RULE_BEGIN, tif=GTC') }
  expect((await client.signed('POST', 'restrictions/verify', open)).body.success).toBe(false)
  expect((await client.signed('POST', 'restrictions', table)).body).toEqual(unverified)
  await client.signed('POST', 'restrictions/verify', table)
  expect((await client.signed('POST', 'restrictions', table)).body).toEqual({
    success: true,
    requestId: 7,
    message: 'OK',
  })
})

test('an account or an enumeration that does not exist is an invalid argument', async () => {
  expect((await client.get('accounts/U999/status')).body.invalidArguments).toMatchObject([{ field: 'accountId' }])
  expect((await client.get('enumerations/constructor')).status).toBe(400)
})
