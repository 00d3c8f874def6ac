import { choice, decimal, group, text } from '../define-fields.ts'
import type { DetailsById } from '../operation-details.ts'
import {
  createBulkInstructionBody,
  createCurrencyField,
  createInstructionAccountField,
  createInstructionBody,
  type InstructionKind,
} from './banking-instruction-fields.ts'
import {
  bankInstructionKinds,
  cashQueryKinds,
  cashTransferKinds,
  storedBankQueryKinds,
} from './cash-instruction-fields.ts'
import {
  assetTransferKinds,
  internalAssetTransferKinds,
  internalCashTransferKinds,
} from './transfer-instruction-fields.ts'

const cancelKinds: readonly InstructionKind[] = [
  {
    code: 'CANCEL_INSTRUCTION',
    title: 'cancel an instruction',
    fields: [
      decimal('instructionId!', 'Id that IBKR assigned to the instruction.'),
      text('reason!', 'Reason for the cancellation.', { minimumLength: 1, maximumLength: 256 }),
    ],
  },
]

const recentKinds: readonly InstructionKind[] = [
  {
    code: 'QUERY_RECENT_INSTRUCTIONS',
    title: 'recent instructions',
    fields: [
      text('accountId!', 'Account that the instructions were for.', { format: 'accountId', example: '{{accountId}}' }),
      group('transactionHistory!', 'Selection of the instructions.', [
        decimal('daysToGoBack!', 'Days to look back.', { minimum: 1, example: 30 }),
        choice('transactionType', 'Only this kind.', [
          ...['ALL', 'ACH_INSTRUCTION', 'PREDEFINED_DESTINATION_INSTRUCTION', 'WITHDRAWAL', 'DEPOSIT', 'DWAC', 'FOP'],
          ...['EDDA_INSTRUCTION', 'TRADITIONAL_BANK_INSTRUCTION_VERIFICATION', 'CANCEL_INSTRUCTION'],
          ...['DELETE_BANK_INSTRUCTION', 'EXTERNAL_POSITION_TRANSFER', 'INTERNAL_CASH_TRANSFER'],
          ...['INTERNAL_POSITION_TRANSFER', 'COMPLEX_ASSET_TRANSFER'],
        ]),
      ]),
    ],
  },
]

const balanceKinds: readonly InstructionKind[] = [
  {
    code: 'QUERY_WITHDRAWABLE_CASH_EQUITY',
    title: 'withdrawable cash',
    fields: [createInstructionAccountField(), createCurrencyField(3)],
  },
]

const object = { kind: 'object' } as const
const results = { kind: 'object', rows: 'instructionResults' } as const

/** Bodies and responses of the banking operations: transfers of money and positions. */
export const managementBankingDetails: DetailsById = {
  'banking.bank-instructions': { body: createInstructionBody(bankInstructionKinds), response: object },
  'banking.bank-instructions-query': { body: createInstructionBody(storedBankQueryKinds), response: object },
  'banking.bank-instructions-bulk': { body: createBulkInstructionBody(bankInstructionKinds), response: results },
  'banking.asset-transfers': { body: createInstructionBody(assetTransferKinds), response: object },
  'banking.asset-transfers-bulk': { body: createBulkInstructionBody(assetTransferKinds), response: results },
  'banking.asset-transfers-v2': { body: { kind: 'unknown' }, response: { kind: 'unknown' } },
  'banking.asset-transfers-v2-bulk': { body: { kind: 'unknown' }, response: { kind: 'unknown' } },
  'banking.cash-transfers': { body: createInstructionBody(cashTransferKinds), response: object },
  'banking.cash-transfers-query': { body: createInstructionBody(cashQueryKinds), response: object },
  'banking.cash-transfers-bulk': { body: createBulkInstructionBody(cashTransferKinds), response: results },
  'banking.internal-assets': { body: createInstructionBody(internalAssetTransferKinds), response: object },
  'banking.internal-assets-bulk': { body: createBulkInstructionBody(internalAssetTransferKinds), response: results },
  'banking.internal-cash': { body: createInstructionBody(internalCashTransferKinds), response: object },
  'banking.internal-cash-bulk': { body: createBulkInstructionBody(internalCashTransferKinds), response: results },
  'banking.client-instruction': { response: object },
  'banking.instruction-set': { response: results },
  'banking.instruction': { response: object },
  'banking.instructions-query': { body: createInstructionBody(recentKinds), response: object },
  'banking.cancel': { body: createInstructionBody(cancelKinds), response: object },
  'banking.cancel-bulk': { body: createBulkInstructionBody(cancelKinds), response: results },
  'banking.balances-query': { body: createInstructionBody(balanceKinds), response: object },
}
