import type { InstructionDesk } from './instructions/instruction-desk.ts'
import type { InstructionName } from './instructions/instruction-types.ts'
import { takeMany, takeOne } from './instructions/take-instructions.ts'
import type { ManagementRoute } from './management-route.ts'

const bankInstructions: readonly InstructionName[] = [
  'ACH_INSTRUCTION',
  'TRADITIONAL_BANK_INSTRUCTION_VERIFICATION',
  'DELETE_BANK_INSTRUCTION',
  'PREDEFINED_DESTINATION_INSTRUCTION',
  'EDDA_INSTRUCTION',
]
const bankQueries: readonly InstructionName[] = [
  'QUERY_BANK_INSTRUCTION',
  'QUERY_RECENT_RECURRING_EVENTS',
  'QUERY_RECURRING_INSTRUCTIONS',
]
const assetTransfers: readonly InstructionName[] = [
  'DWAC',
  'FOP',
  'COMPLEX_ASSET_TRANSFER',
  'EXTERNAL_POSITION_TRANSFER',
]

/** Bank details, money and positions that go in, out and from one account to another. */
export function transferRoutes(desk: InstructionDesk): readonly ManagementRoute[] {
  const post = (path: string, scope: string, answer: ManagementRoute['answer']): ManagementRoute => ({
    methods: ['POST'],
    path: `/gw/api/v1/${path}`,
    scopes: [scope],
    policy: 'signed-jwt',
    answer,
  })
  /** One at a time, and several at once. */
  const both = (path: string, scope: string, names: readonly InstructionName[]) => [
    post(path, scope, takeOne(desk, names)),
    post(`${path}:bulk`, scope, takeMany(desk, names)),
  ]
  return [
    ...both('bank-instructions', 'bank-instructions.write', bankInstructions),
    post('bank-instructions/query', 'bank-instructions.read', takeOne(desk, bankQueries)),
    ...both('external-asset-transfers', 'transfers.write', assetTransfers),
    ...both('external-cash-transfers', 'transfers.write', ['DEPOSIT', 'WITHDRAWAL']),
    post(
      'external-cash-transfers/query',
      'transfers.read',
      takeOne(desk, ['QUERY_WITHDRAWABLE_FUNDS', 'QUERY_IRA_CONTRIBUTIONS']),
    ),
    ...both('internal-asset-transfers', 'transfers.write', ['INTERNAL_POSITION_TRANSFER']),
    ...both('internal-cash-transfers', 'transfers.write', ['INTERNAL_CASH_TRANSFER']),
    post('balances/query', 'balances.read', takeOne(desk, ['QUERY_WITHDRAWABLE_CASH_EQUITY'])),
  ]
}
