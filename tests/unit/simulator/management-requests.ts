/** Account of every request, and target account of transfers. */
const accountId = 'DU1234567'
const otherId = 'DU1234568'

/** Request: its path, which is relative to `/gw/api/v1/` unless it starts with a slash, and the claims of a write. */
export interface ManagementRequest {
  readonly path: string
  readonly claims?: object
}

const get = (path: string): ManagementRequest => ({ path })
const post = (path: string, claims: object): ManagementRequest => ({ path, claims })

/** Query parameters of a period that includes every date. */
const ever = 'startDate=2020-01-01&endDate=2099-12-31'
const span = { accountId, startDate: '20260901', endDate: '20260930' }

const tradingInstrument = { conid: 265598, currency: 'USD' }
const fop = {
  clientInstructionId: 21,
  direction: 'IN',
  accountId,
  contraBrokerAccountId: 'A1',
  contraBrokerDtcCode: '001',
  quantity: 10,
  tradingInstrument,
}
const ach = {
  clientInstructionId: 22,
  bankInstructionCode: 'USACH',
  achType: 'DEBIT_CREDIT',
  bankInstructionName: 'Savings',
  currency: 'USD',
  accountId,
  clientAccountInfo: {
    bankRoutingNumber: '110000000',
    bankAccountNumber: '42',
    bankName: 'Sample Bank',
    bankAccountTypeCode: 1,
  },
}
const deposit = { clientInstructionId: 23, accountId, currency: 'USD', amount: 100, bankInstructionMethod: 'WIRE' }
const positions = {
  clientInstructionId: 24,
  sourceAccountId: accountId,
  targetAccountId: otherId,
  transferQuantity: 1,
  tradingInstrument,
}
const cash = {
  clientInstructionId: 25,
  sourceAccountId: accountId,
  targetAccountId: otherId,
  amount: 5,
  currency: 'USD',
}
const cancellation = { clientInstructionId: 26, instructionId: 4001, reason: 'Changed my mind' }

const one = (instructionType: string, instruction: object) => ({ instructionType, instruction })
const many = (instructionType: string, ...instructions: readonly object[]) => ({ instructionType, instructions })

const restriction = Buffer.from('RESTR_ADD, Sample, RULE_BEGIN, rule_type=CLOSINGONLY, RULE_END').toString('base64')
const table = { userName: 'simuser01', requestId: 1, payload: restriction }

/** Valid request of every account management operation, by method and path. */
export const managementRequests: Readonly<Record<string, ManagementRequest>> = {
  'GET /gw/api/v1/accounts': get(`accounts?accountId=${accountId}`),
  'PATCH /gw/api/v1/accounts': post('accounts', {
    accountManagementRequests: { updateAccountAlias: { accountId, accountAlias: 'Rainy day' } },
  }),
  'POST /gw/api/v1/accounts': post('accounts', {
    application: { customer: { type: 'INDIVIDUAL', externalId: 'C1' }, accounts: [{ externalId: 'A1' }] },
  }),
  'POST /gw/api/v1/accounts/documents': post('accounts/documents', {
    processDocuments: { documents: [{ formNumber: 3230, attachedFile: { fileName: 'a.pdf' } }] },
  }),
  'GET /gw/api/v1/accounts/login-messages': get(`accounts/login-messages?${ever}`),
  'GET /gw/api/v1/accounts/status': get(`accounts/status?${ever}`),
  'GET /gw/api/v1/accounts/{accountId}/details': get(`accounts/${accountId}/details`),
  'GET /gw/api/v1/accounts/{accountId}/kyc': get(`accounts/${accountId}/kyc`),
  'GET /gw/api/v1/accounts/{accountId}/login-messages': get(`accounts/${accountId}/login-messages`),
  'GET /gw/api/v1/accounts/{accountId}/status': get(`accounts/${accountId}/status`),
  'PATCH /gw/api/v1/accounts/{accountId}/status': post(`accounts/${accountId}/status`, { status: 'O' }),
  'GET /gw/api/v1/accounts/{accountId}/tasks': get(`accounts/${accountId}/tasks`),
  'PATCH /gw/api/v1/accounts/{accountId}/tasks': post(`accounts/${accountId}/tasks`, { formNumber: 3230 }),
  'POST /gw/api/v1/accounts/{accountId}/tasks': post(`accounts/${accountId}/tasks`, { formNumber: 8002 }),
  'POST /gw/api/v1/bank-instructions': post('bank-instructions', one('ACH_INSTRUCTION', ach)),
  'POST /gw/api/v1/bank-instructions/query': post(
    'bank-instructions/query',
    one('QUERY_BANK_INSTRUCTION', { clientInstructionId: 1, accountId, bankInstructionMethod: 'WIRE' }),
  ),
  'POST /gw/api/v1/bank-instructions:bulk': post('bank-instructions:bulk', many('ACH_INSTRUCTION', ach)),
  'GET /gw/api/v1/client-instructions/{clientInstructionId}': get(`client-instructions/${fop.clientInstructionId}`),
  'POST /gw/api/v1/external-asset-transfers': post('external-asset-transfers', one('FOP', fop)),
  'POST /gw/api/v1/external-asset-transfers:bulk': post('external-asset-transfers:bulk', many('FOP', fop)),
  'POST /gw/api/v1/external-cash-transfers': post('external-cash-transfers', one('DEPOSIT', deposit)),
  'POST /gw/api/v1/external-cash-transfers/query': post(
    'external-cash-transfers/query',
    one('QUERY_WITHDRAWABLE_FUNDS', { clientInstructionId: 2, accountId, currency: 'USD' }),
  ),
  'POST /gw/api/v1/external-cash-transfers:bulk': post('external-cash-transfers:bulk', many('DEPOSIT', deposit)),
  'GET /gw/api/v1/instruction-sets/{instructionSetId}': get('instruction-sets/5001'),
  'POST /gw/api/v1/instructions/cancel': post('instructions/cancel', one('CANCEL_INSTRUCTION', cancellation)),
  'POST /gw/api/v1/instructions/cancel:bulk': post(
    'instructions/cancel:bulk',
    many('CANCEL_INSTRUCTION', cancellation),
  ),
  'POST /gw/api/v1/instructions/query': post(
    'instructions/query',
    one('QUERY_RECENT_INSTRUCTIONS', { clientInstructionId: 3, accountId, transactionHistory: { daysToGoBack: 3 } }),
  ),
  'GET /gw/api/v1/instructions/{instructionId}': get('instructions/4001'),
  'POST /gw/api/v1/internal-asset-transfers': post(
    'internal-asset-transfers',
    one('INTERNAL_POSITION_TRANSFER', positions),
  ),
  'POST /gw/api/v1/internal-asset-transfers:bulk': post(
    'internal-asset-transfers:bulk',
    many('INTERNAL_POSITION_TRANSFER', positions),
  ),
  'POST /gw/api/v1/internal-cash-transfers': post('internal-cash-transfers', one('INTERNAL_CASH_TRANSFER', cash)),
  'POST /gw/api/v1/internal-cash-transfers:bulk': post(
    'internal-cash-transfers:bulk',
    many('INTERNAL_CASH_TRANSFER', cash),
  ),
  'POST /gw/api/v2/external-asset-transfers': post('/gw/api/v2/external-asset-transfers', {}),
  'POST /gw/api/v2/external-asset-transfers:bulk': post('/gw/api/v2/external-asset-transfers:bulk', {}),
  'POST /gw/api/v1/statements': post('statements', { ...span, mimeType: 'application/pdf' }),
  'GET /gw/api/v1/statements/available': get(`statements/available?accountId=${accountId}`),
  'POST /gw/api/v1/tax-documents': post('tax-documents', { accountId, year: 2025, type: '1099', format: 'PDF' }),
  'GET /gw/api/v1/tax-documents/available': get(`tax-documents/available?accountId=${accountId}&year=2025`),
  'POST /gw/api/v1/trade-confirmations': post('trade-confirmations', span),
  'GET /gw/api/v1/trade-confirmations/available': get(`trade-confirmations/available?accountId=${accountId}`),
  'GET /gw/api/v1/enumerations/complex-asset-transfer': get(
    'enumerations/complex-asset-transfer?instructionType=COMPLEX_ASSET_TRANSFER',
  ),
  'GET /gw/api/v1/enumerations/{enumerationType}': get('enumerations/security-questions'),
  'GET /gw/api/v1/forms': get('forms?formNo=8001&projection=PAYLOAD'),
  'GET /gw/api/v1/forms/required-forms': get('forms/required-forms?residenceCountry=USA'),
  'GET /gw/api/v1/participating-banks': get('participating-banks?type=eDDA'),
  'GET /gw/api/v1/requests': get(`requests?${ever}`),
  'GET /gw/api/v1/requests/{requestId}/status': get('requests/7001/status?type=update'),
  'PATCH /gw/api/v1/requests/{requestId}/status': post('requests/7001/status', { status: 'C' }),
  'GET /gw/api/v1/validations/usernames/{username}': get('validations/usernames/simuser01'),
  'POST /gw/api/v1/restrictions': post('restrictions', table),
  'GET /gw/api/v1/restrictions/account': get('restrictions/account'),
  'GET /gw/api/v1/restrictions/ids': get('restrictions/ids'),
  'GET /gw/api/v1/restrictions/list': get('restrictions/list'),
  'GET /gw/api/v1/restrictions/lists/ids': get('restrictions/lists/ids'),
  'GET /gw/api/v1/restrictions/restriction': get('restrictions/restriction'),
  'GET /gw/api/v1/restrictions/restriction-scope': get('restrictions/restriction-scope'),
  'GET /gw/api/v1/restrictions/user': get('restrictions/user'),
  'POST /gw/api/v1/restrictions/verify': post('restrictions/verify', table),
  'POST /gw/api/v1/balances/query': post(
    'balances/query',
    one('QUERY_WITHDRAWABLE_CASH_EQUITY', { clientInstructionId: 4, accountId, currency: 'USD' }),
  ),
  'POST /gw/api/v1/tax-vouchers': post('tax-vouchers', {}),
  'GET /gw/api/v1/tax-vouchers/active-countries': get('tax-vouchers/active-countries'),
  'GET /gw/api/v1/tax-vouchers/dividends': get('tax-vouchers/dividends'),
  'GET /gw/api/v1/tax-vouchers/years': get('tax-vouchers/years'),
  'GET /gw/api/v1/tax-vouchers/{requestId}/download': get('tax-vouchers/1/download'),
  'GET /gw/api/v1/tax-vouchers/{requestId}/state': get('tax-vouchers/1/state'),
  'GET /gw/api/v1/echo/https': get('echo/https?a=1'),
  'POST /gw/api/v1/echo/signed-jwt': post('echo/signed-jwt', { a: 1 }),
}
