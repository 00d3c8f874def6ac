import { choice, decimal, flag, group, text } from '../define-fields.ts'
import type { Field } from '../shape.ts'
import {
  createCurrencyField,
  createInstructionAccountField,
  type InstructionKind,
} from './banking-instruction-fields.ts'

const upTo = (maximumLength: number, minimumLength = 1) => ({ minimumLength, maximumLength })
const account = createInstructionAccountField({ maximumLength: 32 })
const amount = decimal('amount!', 'Amount of cash.')
const bankName = (maximumLength: 100 | 150): Field =>
  text('bankInstructionName!', 'Name of the bank instruction, chosen by you.', upTo(maximumLength))

const recurring = group('recurringInstructionDetail', 'Repeat the transfer automatically.', [
  text('instructionName!', 'Name of the repetition.', upTo(64)),
  choice('frequency!', 'Frequency.', ['MONTHLY', 'QUARTERLY', 'YEARLY']),
  text('startDate!', 'First day.', { format: 'date', day: 'YYYY-MM-DD' }),
  text('endDate', 'Last day. If omitted, the transfer repeats without end.', { format: 'date', day: 'YYYY-MM-DD' }),
])

/** Instructions that transfer cash from or to a bank. */
export const cashTransferKinds: readonly InstructionKind[] = [
  {
    code: 'DEPOSIT',
    title: 'deposit from a bank',
    fields: [
      account,
      createCurrencyField(),
      amount,
      choice('bankInstructionMethod!', 'Deposit method.', ['ACH', 'WIRE', 'eDDA', 'OPEN_BANKING']),
      group(
        'openBanking',
        'Details of open banking.',
        [
          choice('serviceProvider!', 'Provider that connects to the bank.', ['PLAID']),
          group('plaidOptions', "Behaviour of the provider's page.", [
            text('completionRedirectUri', 'Address to open after completion.', { format: 'url', minimumLength: 0 }),
            text('linkDisplayName', 'Name shown on the page.'),
            flag('isMobileApp', 'Whether the page opens within a mobile application.'),
          ]),
        ],
        { when: { field: 'bankInstructionMethod', is: ['OPEN_BANKING'] } },
      ),
      text('sendingInstitution', 'Sending bank.', upTo(128, 0)),
      text('identifier', 'Reference of the bank.', upTo(64, 0)),
      text('specialInstruction', 'Note for the accounting department.', upTo(128, 0)),
      text('bankInstructionName', 'Name of a stored bank instruction.', upTo(150, 0)),
      text('senderInstitutionName', 'Name of the sending bank.', upTo(128, 0)),
      group('iraDepositDetail', 'Contribution to a retirement account.', [
        choice('iraContributionType!', 'Kind of contribution.', [
          ...['ROLLOVER', 'LATE_ROLLOVER', 'DIRECT_ROLLOVER', 'CONTRIBUTION', 'SPOUSAL_CONTRIBUTION'],
          'EMPLOYER_SEP_CONTRIBUTION',
        ]),
        choice('iraTaxYearType!', 'Tax year of the contribution.', ['CURRENT', 'PRIOR']),
        choice('fromIraType!', 'Kind of retirement account that the contribution comes from.', [
          ...['NONE', 'TRADITIONAL', 'ROLLOVER', 'ROTH', 'SEP', 'EDUCATION', 'TRADITIONAL_INHERITED'],
          ...['ROTH_INHERITED', 'SEP_INHERITED', 'RETIREMENT_SAVING_PLAN', 'SPOUSAL_RETIREMENT_SAVING_PLAN'],
          'TAX_FREE_SAVING_ACCOUNT',
        ]),
      ]),
      recurring,
    ],
  },
  {
    code: 'WITHDRAWAL',
    title: 'withdrawal to a bank',
    fields: [
      account,
      createCurrencyField(),
      amount,
      bankName(150),
      choice('bankInstructionMethod!', 'Withdrawal method.', ['ACH', 'WIRE', 'SEPA']),
      text('dateTimeToOccur', 'Date-time of the withdrawal. Default: now.', { format: 'date-time', time: 'ISO' }),
      group('iraWithdrawalDetail', 'Tax withheld for a retirement account.', [
        decimal('fedIncomeTaxPercentage!', 'Percent withheld for the federal income tax.'),
        decimal('stateIncomeTaxPercentage!', 'Percent withheld for the income tax of the state.'),
        text('stateCd!', 'Two letters of the state.', upTo(2)),
        choice('iraWithholdType!', 'Kind of distribution.', [
          ...[
            'DIRECT_ROLLOVER',
            'ROTH_DISTRIBUTION',
            'NORMAL',
            'EARLY',
            'DEATH',
            'EXCESS_CY',
            'EXCESS_PY',
            'EXCESS_SC',
          ],
        ]),
      ]),
      recurring,
    ],
  },
]

/** Queries about cash that can be transferred. */
export const cashQueryKinds: readonly InstructionKind[] = [
  {
    code: 'QUERY_WITHDRAWABLE_FUNDS',
    title: 'withdrawable amounts',
    fields: [
      createInstructionAccountField(),
      text('currency!', 'Three letters of the currency.', { format: 'currency', minimumLength: 1, example: 'USD' }),
      text('bankRoutingNumber', 'Number of the bank.', { minimumLength: 1 }),
      text('bankAccountNumber', 'Account at the bank.', { minimumLength: 1 }),
      text('bankInstructionName', 'Name of a stored bank instruction.', { minimumLength: 1 }),
    ],
  },
  {
    code: 'QUERY_IRA_CONTRIBUTIONS',
    title: 'contributions to a retirement account',
    fields: [createInstructionAccountField(), text('year!', 'Tax year.', { ...upTo(4, 4), example: '2025' })],
  },
]

/** Instructions that connect an account with a bank. */
export const bankInstructionKinds: readonly InstructionKind[] = [
  {
    code: 'ACH_INSTRUCTION',
    title: 'connect a bank in the United States or Canada',
    fields: [
      choice('bankInstructionCode!', 'Clearing system.', ['CAACH', 'USACH'], {
        meanings: { CAACH: 'Canada', USACH: 'United States' },
      }),
      choice('achType!', 'Allowed directions.', ['DEBIT', 'CREDIT', 'DEBIT_CREDIT']),
      bankName(100),
      createCurrencyField(),
      account,
      group('clientAccountInfo!', 'The account at the bank.', [
        text('bankRoutingNumber!', 'Number of the bank.', upTo(24)),
        text('bankAccountNumber!', 'Number of the account.', upTo(32)),
        text('bankName!', 'Name of the bank.', upTo(100)),
        decimal('bankAccountTypeCode!', 'Kind of account, as a number.', { values: [0, 1, 2] }),
      ]),
    ],
  },
  {
    code: 'TRADITIONAL_BANK_INSTRUCTION_VERIFICATION',
    title: 'verify a bank by two small amounts',
    fields: [
      choice('bankInstructionCode!', 'Clearing system.', ['USACH', 'CAACH', 'ACHUS', 'WIRE']),
      bankName(100),
      account,
      decimal('pendingInstructionId!', 'Id of the instruction to verify.'),
      decimal('creditAmount1!', 'First small amount that arrived at the bank.'),
      decimal('creditAmount2!', 'Second small amount that arrived at the bank.'),
    ],
  },
  {
    code: 'DELETE_BANK_INSTRUCTION',
    title: 'remove a bank',
    fields: [
      account,
      bankName(150),
      choice('bankInstructionMethod!', 'Method used.', ['WIRE', 'ACH']),
      createCurrencyField(),
    ],
  },
  {
    code: 'PREDEFINED_DESTINATION_INSTRUCTION',
    title: 'store a bank for withdrawals',
    fields: [
      bankName(100),
      choice('bankInstructionMethod!', 'Method.', ['LVP', 'SEPA', 'WIRE', 'ACH', 'CPA']),
      createInstructionAccountField({ maximumLength: 10 }),
      createCurrencyField(3),
      group('financialInstitution!', 'The bank.', [
        text('name!', 'Name of the bank.', upTo(100)),
        text('branchCode', 'Code of the branch.', upTo(32, 0)),
        choice('branchCodeType', 'Kind of the code.', ['BSB_AUD', 'BANK_CODE_CAD', 'NONE']),
        text('identifier!', 'Code of the bank.', upTo(24)),
        choice('identifierType!', 'Kind of the code.', ['BIC', 'IFSC']),
        text('clientAccountId!', 'Account at the bank.', upTo(32)),
      ]),
    ],
  },
  {
    code: 'EDDA_INSTRUCTION',
    title: 'direct debit in Hong Kong',
    fields: [
      bankName(100),
      createCurrencyField(),
      account,
      text('bankBranchCode!', 'Code of the branch.', upTo(3)),
      text('bankAccountNumber!', 'Account at the bank.', upTo(32)),
      text('bankClearingCode!', 'Clearing code of the bank.', upTo(3)),
      choice('debtorIdentificationDocumentType!', 'Document that identifies the owner.', [
        ...['hkId', 'passport', 'chinaId', 'hkMacaoEntryPermit'],
      ]),
    ],
  },
]

/** Queries about stored banks and recurring transfers. */
export const storedBankQueryKinds: readonly InstructionKind[] = [
  {
    code: 'QUERY_BANK_INSTRUCTION',
    title: 'stored banks',
    fields: [
      createInstructionAccountField(),
      choice('bankInstructionMethod!', 'Method.', [
        ...['ACH', 'WIRE', 'USACH', 'CAACH', 'SEPA', 'eDDA', 'eGIRO', 'OPEN_BANKING'],
      ]),
    ],
  },
  {
    code: 'QUERY_RECENT_RECURRING_EVENTS',
    title: 'recent transfers of a repetition',
    fields: [
      decimal('ibReferenceId!', 'Id of the repetition at IBKR.', { minimum: 0 }),
      decimal('numberOfTransactions', 'Number of recent transfers.', { minimum: 1 }),
    ],
  },
  { code: 'QUERY_RECURRING_INSTRUCTIONS', title: 'repetitions', fields: [createInstructionAccountField()] },
]
