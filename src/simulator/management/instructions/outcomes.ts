import type { World } from '../../world.ts'
import { numberClaim, textClaim } from '../claims.ts'
import type { BankFile } from './bank-file.ts'
import type { Instruction, InstructionError } from './instruction.ts'
import type { InstructionStore } from './instruction-store.ts'
import { type InstructionType, instructionTypes } from './instruction-types.ts'
import { createQueries } from './queries.ts'

/** How long a caller is told to wait before asking again, milliseconds: a query and anything else. */
const queryDelay = 60_000
const usualDelay = 600_000

type Result = Readonly<Record<string, unknown>>

/** What becomes of an instruction. */
export type Outcome =
  | { readonly kind: 'rejected'; readonly error: InstructionError }
  | { readonly kind: 'processed'; readonly result?: Result }
  /** Done after a while; the result is found then. */
  | { readonly kind: 'pending'; readonly milliseconds: number; readonly result: () => Result | undefined }

/** Decides what becomes of an instruction whose fields are right. */
export function createOutcomes(
  world: World,
  store: InstructionStore,
  banks: BankFile,
  knows: (accountId: string) => boolean,
) {
  const queries = createQueries(world, store, banks)

  return (instruction: Instruction): Outcome => {
    const stranger = foreignAccount(knows, instruction)
    if (stranger !== undefined) return rejected('CORRUPT_DATA_INVALID_ACCT', `Account ${stranger} does not exist`)
    const { details } = instruction
    switch (instruction.type) {
      case 'QUERY_BANK_INSTRUCTION':
        return { kind: 'processed', result: queries.bankInstructions(instruction) }
      case 'QUERY_RECURRING_INSTRUCTIONS':
        return { kind: 'processed', result: queries.recurringInstructions(instruction) }
      case 'QUERY_RECENT_RECURRING_EVENTS': {
        const result = queries.recurringEvents(instruction)
        if (result !== undefined) return { kind: 'processed', result }
        return unrelated(numberClaim(details, 'ibReferenceId'))
      }
      case 'QUERY_WITHDRAWABLE_FUNDS':
        return { kind: 'processed', result: queries.withdrawableFunds(instruction) }
      case 'QUERY_WITHDRAWABLE_CASH_EQUITY':
        return { kind: 'processed', result: queries.withdrawableCashEquity(instruction) }
      case 'QUERY_RECENT_INSTRUCTIONS':
        return {
          kind: 'pending',
          milliseconds: queryDelay,
          result: () => queries.recentInstructions(instruction),
        }
      case 'QUERY_IRA_CONTRIBUTIONS':
        return notIra(instruction.accountId)
      case 'INTERNAL_CASH_TRANSFER': {
        const at = Date.parse(textClaim(details, 'dateTimeToOccur') ?? '')
        if (Number.isNaN(at)) return { kind: 'processed' }
        return pending(Math.max(0, at - world.now()))
      }
      case 'DEPOSIT':
        if (details['iraDepositDetail'] !== undefined) return notIra(instruction.accountId)
        return pending(usualDelay, () => ({
          depositDetails: {
            amount: numberClaim(details, 'amount'),
            currency: textClaim(details, 'currency'),
            whenAvailable: new Date(world.now()).toISOString(),
          },
        }))
      default:
        return pending(usualDelay)
    }
  }
}

/** The refusal of an instruction that the caller does not own, or that does not exist. */
export function unrelated(id: number | undefined): Outcome {
  return rejected('ERROR_INSTR_ID_AND_CP_NOT_RELATED', `Instruction ${id} is not one of yours`)
}

/** The refusal to cancel. */
export function notCancellable(id: number): Outcome {
  return rejected('ERROR_CANCELLATION_NOT_ALLOWED', `Instruction ${id} cannot be cancelled`)
}

function pending(milliseconds: number, result: () => Result | undefined = () => undefined): Outcome {
  return { kind: 'pending', milliseconds, result }
}

function rejected(errorCode: string, errorMessage: string): Outcome {
  return { kind: 'rejected', error: { errorCode, errorMessage } }
}

/** No account of the simulator is a retirement account. */
function notIra(accountId: string): Outcome {
  return rejected('NOT_IRA_ACCOUNT', `Account ${accountId} is not IRA`)
}

function foreignAccount(knows: (accountId: string) => boolean, instruction: Instruction): string | undefined {
  const types: Readonly<Record<string, InstructionType>> = instructionTypes
  return types[instruction.type]?.accounts
    .map((name) => textClaim(instruction.details, name) ?? '')
    .find((accountId) => !knows(accountId))
}
