import { choice, decimal, group, text } from '../fields.ts'
import type { DetailsById } from '../operation-details.ts'
import { bankKinds, bankQueryKinds, cashQueryKinds, cashTransferKinds } from './cash-fields.ts'
import {
  currency,
  type InstructionKind,
  instructionAccount,
  manyInstructions,
  oneInstruction,
} from './instruction-fields.ts'
import { assetTransferKinds, internalAssetKinds, internalCashKinds } from './transfer-fields.ts'

const cancelKinds: readonly InstructionKind[] = [
  {
    code: 'CANCEL_INSTRUCTION',
    title: 'take an instruction back',
    fields: [
      decimal('instructionId!', 'Id that IBKR gave the instruction.'),
      text('reason!', 'Why it is taken back.', { minimumLength: 1, maximumLength: 256 }),
    ],
  },
]

const recentKinds: readonly InstructionKind[] = [
  {
    code: 'QUERY_RECENT_INSTRUCTIONS',
    title: 'instructions of the last days',
    fields: [
      text('accountId!', 'Account that the instructions were for.', { format: 'accountId', example: '{{accountId}}' }),
      group('transactionHistory!', 'Which instructions.', [
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
    title: 'cash that can be withdrawn',
    fields: [instructionAccount(), currency(3)],
  },
]

const object = { kind: 'object' } as const
const results = { kind: 'object', rows: 'instructionResults' } as const

/** Bodies and answers of banking: money and positions from, to and within IBKR. */
export const managementBankingDetails: DetailsById = {
  'banking.bank-instructions': { body: oneInstruction(bankKinds), answer: object },
  'banking.bank-instructions-query': { body: oneInstruction(bankQueryKinds), answer: object },
  'banking.bank-instructions-bulk': { body: manyInstructions(bankKinds), answer: results },
  'banking.asset-transfers': { body: oneInstruction(assetTransferKinds), answer: object },
  'banking.asset-transfers-bulk': { body: manyInstructions(assetTransferKinds), answer: results },
  'banking.asset-transfers-v2': { body: { kind: 'unknown' }, answer: { kind: 'unknown' } },
  'banking.asset-transfers-v2-bulk': { body: { kind: 'unknown' }, answer: { kind: 'unknown' } },
  'banking.cash-transfers': { body: oneInstruction(cashTransferKinds), answer: object },
  'banking.cash-transfers-query': { body: oneInstruction(cashQueryKinds), answer: object },
  'banking.cash-transfers-bulk': { body: manyInstructions(cashTransferKinds), answer: results },
  'banking.internal-assets': { body: oneInstruction(internalAssetKinds), answer: object },
  'banking.internal-assets-bulk': { body: manyInstructions(internalAssetKinds), answer: results },
  'banking.internal-cash': { body: oneInstruction(internalCashKinds), answer: object },
  'banking.internal-cash-bulk': { body: manyInstructions(internalCashKinds), answer: results },
  'banking.client-instruction': { answer: object },
  'banking.instruction-set': { answer: results },
  'banking.instruction': { answer: object },
  'banking.instructions-query': { body: oneInstruction(recentKinds), answer: object },
  'banking.cancel': { body: oneInstruction(cancelKinds), answer: object },
  'banking.cancel-bulk': { body: manyInstructions(cancelKinds), answer: results },
  'banking.balances-query': { body: oneInstruction(balanceKinds), answer: object },
}
