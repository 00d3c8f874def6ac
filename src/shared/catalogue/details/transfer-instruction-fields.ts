import { choice, decimal, group, objectOf, oneOf, text } from '../define-fields.ts'
import type { Field } from '../shape.ts'
import {
  createCurrencyField,
  createInstructionAccountField,
  type InstructionKind,
} from './banking-instruction-fields.ts'

/** The transferred security, identified by contract id or by a security identifier. */
const instrument = oneOf('tradingInstrument!', 'The security to transfer.', [
  {
    title: 'by contract id',
    shape: objectOf(decimal('conid!', 'Contract id of the security.', { format: 'conid' }), createCurrencyField()),
  },
  {
    title: 'by security number',
    shape: objectOf(
      group('tradingInstrumentDescription!', 'Number of the security.', [
        choice('securityIdType!', 'System of the security number.', ['CUSIP', 'ISIN', 'CASH']),
        text('securityId!', 'The number.'),
        choice('assetType!', 'Kind of security.', ['STK', 'CASH', 'UNKNOWN', 'BILL', 'BOND', 'FUND', 'OPT', 'WAR']),
      ]),
      createCurrencyField(),
    ),
  },
])

const upTo = (maximumLength: number, minimumLength = 1) => ({ minimumLength, maximumLength })
const account = createInstructionAccountField({ maximumLength: 32 })
const quantity = decimal('quantity!', 'Number of units to transfer.')
const direction = choice('direction!', 'Transfer to IBKR (IN) or from IBKR (OUT).', ['IN', 'OUT'])

const otherBroker = group('contraBrokerInfo!', 'The other broker.', [
  text('accountType!', 'Kind of account at the other broker.', upTo(32)),
  text('brokerName!', 'Name of the broker.', upTo(128)),
  text('depositoryId!', 'Number of the broker at the depository.', upTo(64)),
  text('brokerAccountId!', 'Account of the broker at the depository.', upTo(64)),
  text('country!', 'Country of the broker.', upTo(64)),
  text('contactName', 'Contact person.', upTo(64)),
  text('contactEmail!', 'E-mail of that person.', { format: 'email', ...upTo(64) }),
  text('contactPhone!', 'Telephone of that person.', { format: 'phone', ...upTo(16) }),
  text('accountTitle', 'Title of the account at the other broker.', upTo(128)),
])

const nonDisclosed = group('nonDisclosedDetail', 'Settlement of a position with an undisclosed owner.', [
  text('tradeDate!', 'Day of the trade.', { format: 'date', day: 'YYYY-MM-DD' }),
  text('settleDate!', 'Day of the settlement.', { format: 'date', day: 'YYYY-MM-DD' }),
  text('psetBic', 'BIC of the place of settlement.', upTo(64, 0)),
  text('reagDeagBic', 'BIC of the receiving or delivering agent.', upTo(64, 0)),
  text('buyerSellBic', 'BIC of the buyer or the seller.', upTo(64, 0)),
  text('memberAccountId', 'Account of the member of the depository.', upTo(64, 0)),
  text('safeKeepingAccountId', 'Safekeeping account.', upTo(64, 0)),
])

/** Transfers of positions from and to other brokers. */
export const assetTransferKinds: readonly InstructionKind[] = [
  {
    code: 'FOP',
    title: 'free of payment',
    fields: [
      direction,
      account,
      text('contraBrokerAccountId!', 'Account at the other broker.', upTo(20)),
      text('contraBrokerDtcCode!', 'DTC number of the other broker.', upTo(20)),
      quantity,
      instrument,
    ],
  },
  {
    code: 'DWAC',
    title: 'deposit or withdrawal at the custodian',
    fields: [
      choice('direction!', 'Only to IBKR (IN).', ['IN']),
      account,
      text('contraBrokerAccountId!', 'Account at the other party.', upTo(20)),
      text('contraBrokerTaxId!', 'Tax number of the other party.', upTo(25)),
      quantity,
      instrument,
      text('accountTitle', 'Title of the account at the other broker.', upTo(140, 0)),
      text('referenceId', 'Reference for the other party.', upTo(20, 0)),
    ],
  },
  {
    code: 'COMPLEX_ASSET_TRANSFER',
    title: 'transfer with settlement details',
    fields: [
      direction,
      account,
      text('accountIdAtCurrentBroker', 'Account that currently holds the position.', upTo(64)),
      quantity,
      instrument,
      otherBroker,
      nonDisclosed,
    ],
  },
  {
    code: 'EXTERNAL_POSITION_TRANSFER',
    title: 'whole account from another broker',
    fields: [
      choice('type!', 'Only whole accounts.', ['FULL']),
      choice('subType!', 'System that executes the transfer.', ['ACATS', 'ATON'], {
        meanings: { ACATS: 'United States', ATON: 'Canada' },
      }),
      text('brokerId!', 'Number of the other broker.', upTo(20)),
      text('brokerName!', 'Name of the other broker.', upTo(256)),
      text('accountAtBroker!', 'Account at the other broker.', upTo(34)),
      choice('sourceIRAType', 'Kind of retirement account at the other broker.', [
        'RO',
        'RI',
        'RT',
        'SP',
        'ED',
        'TH',
        'RH',
        'SH',
      ]),
      account,
      text('signature!', 'Name of the owner, as a signature.', upTo(140)),
    ],
  },
]

const sourceAndTarget = (more: { readonly maximumLength?: number }): readonly Field[] => [
  text('sourceAccountId!', 'Account to transfer from.', { format: 'accountId', minimumLength: 1, ...more }),
  text('targetAccountId!', 'Receiving account.', { format: 'accountId', minimumLength: 1, ...more }),
]

/** Transfers of positions between two accounts at IBKR. */
export const internalAssetTransferKinds: readonly InstructionKind[] = [
  {
    code: 'INTERNAL_POSITION_TRANSFER',
    title: 'position to another account',
    fields: [
      ...sourceAndTarget({}),
      decimal('transferQuantity!', 'Number of units to transfer.'),
      instrument,
      decimal('transferPrice', 'Price used to book the position.'),
      text('tradeDate', 'Day of the trade.', { format: 'date', day: 'YYYY-MM-DD' }),
      text('settleDate', 'Day of the settlement.', { format: 'date', day: 'YYYY-MM-DD' }),
    ],
  },
]

/** Transfers of cash between two accounts at IBKR. */
export const internalCashTransferKinds: readonly InstructionKind[] = [
  {
    code: 'INTERNAL_CASH_TRANSFER',
    title: 'cash to another account',
    fields: [
      ...sourceAndTarget({ maximumLength: 32 }),
      decimal('amount!', 'Amount to transfer.'),
      createCurrencyField(),
      text('clientNote', 'Note for the statement.', upTo(64)),
      text('dateTimeToOccur', 'Date-time of the transfer. Default: now.', { format: 'date-time', time: 'ISO' }),
    ],
  },
]
