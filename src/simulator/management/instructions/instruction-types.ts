import type { Shape } from '../claims.ts'

/** What the simulator must know of a type of instruction. */
export interface InstructionType {
  readonly shape: Shape
  /** Fields whose value must be an account of the caller. */
  readonly accounts: readonly string[]
  /** IBKR refuses to cancel some types for their kind alone. */
  readonly cancellable?: false
}

const forAccount: Shape = { clientInstructionId: 'number', accountId: 'text' }
const own = ['accountId'] as const
const instrument: Shape = { currency: 'text' }

const bankName: Shape = { ...forAccount, bankInstructionName: 'text' }

/** Every type of instruction that the document names with its fields. */
export const instructionTypes = {
  ACH_INSTRUCTION: {
    shape: {
      ...bankName,
      bankInstructionCode: ['CAACH', 'USACH'],
      achType: ['DEBIT', 'CREDIT', 'DEBIT_CREDIT'],
      currency: 'text',
      clientAccountInfo: { bankRoutingNumber: 'text', bankAccountNumber: 'text', bankName: 'text' },
    },
    accounts: own,
  },
  TRADITIONAL_BANK_INSTRUCTION_VERIFICATION: {
    shape: {
      ...bankName,
      bankInstructionCode: ['USACH', 'CAACH', 'ACHUS', 'WIRE'],
      pendingInstructionId: 'number',
      creditAmount1: 'number',
      creditAmount2: 'number',
    },
    accounts: own,
  },
  DELETE_BANK_INSTRUCTION: {
    shape: { ...bankName, bankInstructionMethod: ['WIRE', 'ACH'], currency: 'text' },
    accounts: own,
  },
  PREDEFINED_DESTINATION_INSTRUCTION: {
    shape: {
      ...bankName,
      bankInstructionMethod: ['LVP', 'SEPA', 'WIRE', 'ACH', 'CPA'],
      currency: 'text',
      financialInstitution: {
        name: 'text',
        identifier: 'text',
        identifierType: ['BIC', 'IFSC'],
        clientAccountId: 'text',
      },
    },
    accounts: own,
  },
  EDDA_INSTRUCTION: {
    shape: {
      ...bankName,
      currency: 'text',
      bankBranchCode: 'text',
      bankAccountNumber: 'text',
      bankClearingCode: 'text',
      debtorIdentificationDocumentType: ['hkId', 'passport', 'chinaId', 'hkMacaoEntryPermit'],
    },
    accounts: own,
  },
  QUERY_BANK_INSTRUCTION: {
    shape: {
      ...forAccount,
      bankInstructionMethod: ['ACH', 'WIRE', 'USACH', 'CAACH', 'SEPA', 'eDDA', 'eGIRO', 'OPEN_BANKING'],
    },
    accounts: own,
  },
  QUERY_RECENT_RECURRING_EVENTS: { shape: { clientInstructionId: 'number', ibReferenceId: 'number' }, accounts: [] },
  QUERY_RECURRING_INSTRUCTIONS: { shape: forAccount, accounts: own },
  DEPOSIT: {
    shape: {
      ...forAccount,
      currency: 'text',
      amount: 'number',
      bankInstructionMethod: ['ACH', 'WIRE', 'eDDA', 'OPEN_BANKING'],
    },
    accounts: own,
    cancellable: false,
  },
  WITHDRAWAL: {
    shape: { ...bankName, currency: 'text', amount: 'number', bankInstructionMethod: ['ACH', 'WIRE', 'SEPA'] },
    accounts: own,
  },
  QUERY_WITHDRAWABLE_FUNDS: { shape: { ...forAccount, currency: 'text' }, accounts: own },
  QUERY_IRA_CONTRIBUTIONS: { shape: { ...forAccount, year: 'text' }, accounts: own },
  QUERY_WITHDRAWABLE_CASH_EQUITY: { shape: { ...forAccount, currency: 'text' }, accounts: own },
  INTERNAL_CASH_TRANSFER: {
    shape: {
      clientInstructionId: 'number',
      sourceAccountId: 'text',
      targetAccountId: 'text',
      amount: 'number',
      currency: 'text',
    },
    accounts: ['sourceAccountId', 'targetAccountId'],
  },
  INTERNAL_POSITION_TRANSFER: {
    shape: {
      clientInstructionId: 'number',
      sourceAccountId: 'text',
      targetAccountId: 'text',
      transferQuantity: 'number',
      tradingInstrument: instrument,
    },
    accounts: ['sourceAccountId', 'targetAccountId'],
  },
  FOP: {
    shape: {
      ...forAccount,
      direction: ['IN', 'OUT'],
      contraBrokerAccountId: 'text',
      contraBrokerDtcCode: 'text',
      quantity: 'number',
      tradingInstrument: instrument,
    },
    accounts: own,
  },
  DWAC: {
    shape: {
      ...forAccount,
      direction: ['IN'],
      contraBrokerAccountId: 'text',
      contraBrokerTaxId: 'text',
      quantity: 'number',
      tradingInstrument: instrument,
    },
    accounts: own,
  },
  COMPLEX_ASSET_TRANSFER: {
    shape: {
      ...forAccount,
      direction: ['IN', 'OUT'],
      quantity: 'number',
      tradingInstrument: instrument,
      contraBrokerInfo: {
        accountType: 'text',
        brokerName: 'text',
        depositoryId: 'text',
        brokerAccountId: 'text',
        country: 'text',
        contactEmail: 'text',
        contactPhone: 'text',
      },
    },
    accounts: own,
  },
  EXTERNAL_POSITION_TRANSFER: {
    shape: {
      ...forAccount,
      type: ['FULL'],
      subType: ['ACATS', 'ATON'],
      brokerId: 'text',
      brokerName: 'text',
      accountAtBroker: 'text',
      signature: 'text',
    },
    accounts: own,
  },
  CANCEL_INSTRUCTION: {
    shape: { clientInstructionId: 'number', instructionId: 'number', reason: 'text' },
    accounts: [],
  },
  QUERY_RECENT_INSTRUCTIONS: {
    shape: { ...forAccount, transactionHistory: { daysToGoBack: 'number' } },
    accounts: own,
  },
} as const satisfies Readonly<Record<string, InstructionType>>

/** Name of a type of instruction. */
export type InstructionName = keyof typeof instructionTypes
