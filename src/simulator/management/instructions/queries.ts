import { valueAccount } from '../../account/valuation.ts'
import { isRecord } from '../../http/call.ts'
import type { World } from '../../world.ts'
import { numberClaim, recordClaim, textClaim } from '../claims.ts'
import type { BankFile } from './bank-file.ts'
import type { Instruction } from './instruction.ts'
import type { InstructionStore } from './instruction-store.ts'

const millisecondsPerDay = 86_400_000
const historyDays = 30

/** What the queries find; each answers the fields that its result has beyond those of any instruction. */
export function createQueries(world: World, store: InstructionStore, banks: BankFile) {
  /** The simulator keeps all money in US dollars: other currencies hold nothing. */
  function dollars(instruction: Instruction) {
    const ledger = world.accounts.find(instruction.accountId)
    if (ledger === undefined || textClaim(instruction.details, 'currency') !== 'USD')
      return { cash: 0, equity: 0, all: 0 }
    const value = valueAccount(ledger, world.market)
    const cash = Math.max(0, value.cash)
    return { cash, equity: value.netLiquidation, all: Math.max(cash, value.availableFunds, 0) }
  }

  const named = (instruction: Instruction) => ({
    accountId: instruction.accountId,
    currency: textClaim(instruction.details, 'currency'),
  })

  return {
    withdrawableFunds: (instruction: Instruction) => {
      const { cash, all } = dollars(instruction)
      const { details } = instruction
      return details['bankInstructionName'] !== undefined || details['bankRoutingNumber'] !== undefined
        ? {
            ...named(instruction),
            withdrawableAmountWithoutOriginationHold: all,
            withdrawableAmountWithoutOriginationHoldNoBorrow: cash,
          }
        : {
            ...named(instruction),
            withdrawableAmount: all,
            withdrawableAmountNoBorrow: cash,
            allowedTransferAmountToMaster: all,
            allowedTransferAmountToMasterNoBorrow: cash,
          }
    },

    withdrawableCashEquity: (instruction: Instruction) => {
      const { cash, equity } = dollars(instruction)
      return { ...named(instruction), withdrawableCashAmount: cash, availableEquityValue: equity }
    },

    bankInstructions: (instruction: Instruction) => {
      const method = textClaim(instruction.details, 'bankInstructionMethod') ?? ''
      const bankInstructionDetails = banks.of(instruction.accountId, method).map((details) => ({
        instructionName: details.name,
        type: details.type,
        currency: details.currency,
        instructionStatus: 'PROCESSED',
        bankRoutingNumber: details.routingNumber,
        bankAccountNumber: `*****${details.accountNumber.slice(-4)}`,
      }))
      return { accountId: instruction.accountId, bankInstructionMethod: method, bankInstructionDetails }
    },

    recurringInstructions: (instruction: Instruction) => ({
      accountId: instruction.accountId,
      recurringInstructions: store
        .all()
        .filter((other) => other.accountId === instruction.accountId && other.status !== 'REJECTED')
        .flatMap((other) => recurringView(other)),
    }),

    /** The standing transfer whose reference is asked for; undefined where there is none. */
    recurringEvents: (instruction: Instruction) => {
      const reference = numberClaim(instruction.details, 'ibReferenceId')
      const found = store.all().find((other) => other.ibReferenceId === reference && recurringView(other).length > 0)
      if (found === undefined) return undefined
      const [view] = recurringView(found)
      return {
        recurringInstructionName: view?.bankInstructionName,
        recurringTransactionType: found.type,
        recurringTransactionStatus: found.status,
        amount: view?.amount,
        currency: view?.currency,
        method: view?.bankInstructionMethod,
        transactionHistory: {
          maxNumberOfTransactions: numberClaim(instruction.details, 'numberOfTransactions') ?? 15,
          result: [{ ibRequestId: found.id, status: found.status }],
        },
      }
    },

    recentInstructions: (instruction: Instruction) => {
      const asked = recordClaim(instruction.details, 'transactionHistory')
      const days = numberClaim(asked, 'daysToGoBack') ?? 1
      const type = textClaim(asked, 'transactionType')
      const since = world.now() - Math.min(historyDays, Math.max(1, days)) * millisecondsPerDay
      const fits = (other: Instruction) =>
        other.accountId === instruction.accountId &&
        other.requestedAt >= since &&
        !other.type.startsWith('QUERY_') &&
        (type === undefined || type === 'ALL' || other.type === type)
      return {
        instructionHistory: {
          historyMaxDepthNumberOfDays: historyDays,
          historyMaxDepthNumberOfInstruction: store.limit,
          result: store.all().filter(fits).reverse().map(historyView),
        },
      }
    },
  }
}

function historyView(instruction: Instruction) {
  return {
    clientInstructionId: instruction.clientInstructionId,
    ibInstructionId: instruction.id,
    instructionType: instruction.type,
    requestDate: `${new Date(instruction.requestedAt).toISOString().slice(0, 19)}+00`,
    status: instruction.status,
    instructionSetId: instruction.setId,
  }
}

function recurringView(instruction: Instruction) {
  const { details } = instruction
  const recurring = details['recurringInstructionDetail']
  if (!isRecord(recurring)) return []
  return [
    {
      requestId: instruction.id,
      bankInstructionName: textClaim(details, 'bankInstructionName') ?? textClaim(recurring, 'instructionName'),
      transactionType: instruction.type,
      bankInstructionMethod: textClaim(details, 'bankInstructionMethod'),
      amount: numberClaim(details, 'amount'),
      currency: textClaim(details, 'currency'),
      frequency: textClaim(recurring, 'frequency'),
      startDate: textClaim(recurring, 'startDate'),
      ...(recurring['endDate'] !== undefined && { endDate: textClaim(recurring, 'endDate') }),
    },
  ]
}
