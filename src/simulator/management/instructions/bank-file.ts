import { recordClaim, textClaim } from '../claims.ts'
import type { Instruction } from './instruction.ts'

/** Bank details that an account may move money to or from. */
export interface BankDetails {
  readonly accountId: string
  readonly name: string
  readonly method: string
  /** Direction: `DEBIT`, `CREDIT` or `DEBIT_CREDIT`. */
  readonly type: string
  readonly currency: string
  readonly routingNumber: string
  readonly accountNumber: string
}

/** The bank details that are on file. */
export interface BankFile {
  of(accountId: string, method: string): readonly BankDetails[]
  /** Changes the file as a processed instruction says; other types leave it as it is. */
  apply(instruction: Instruction): void
}

/** Every account starts with one bank for wires and one for ACH. */
export function createBankFile(accountIds: readonly string[]): BankFile {
  let file: readonly BankDetails[] = accountIds.flatMap((accountId) => [
    opening(accountId, 'WIRE', 'CREDIT'),
    opening(accountId, 'ACH', 'DEBIT_CREDIT'),
  ])
  return {
    of: (accountId, method) =>
      file.filter((details) => details.accountId === accountId && family(details.method) === family(method)),
    apply: (instruction) => {
      const added = detailsOf(instruction)
      if (added !== undefined) file = [...file, added]
      if (instruction.type !== 'DELETE_BANK_INSTRUCTION') return
      const name = textClaim(instruction.details, 'bankInstructionName')
      const method = family(textClaim(instruction.details, 'bankInstructionMethod') ?? '')
      const currency = textClaim(instruction.details, 'currency')
      file = file.filter(
        (details) =>
          details.accountId !== instruction.accountId ||
          details.name !== name ||
          details.currency !== currency ||
          family(details.method) !== method,
      )
    },
  }
}

function opening(accountId: string, method: string, type: string): BankDetails {
  const numbers = { routingNumber: '110000000', accountNumber: '000123456789' }
  return { accountId, name: `Practice ${method}`, method, type, currency: 'USD', ...numbers }
}

/** ACH has a name for the United States and one for Canada; a query for ACH finds both. */
function family(method: string): string {
  return method === 'USACH' || method === 'CAACH' || method === 'ACHUS' ? 'ACH' : method
}

function detailsOf(instruction: Instruction): BankDetails | undefined {
  const { accountId, details } = instruction
  const named = {
    accountId,
    name: textClaim(details, 'bankInstructionName') ?? '',
    currency: textClaim(details, 'currency') ?? '',
  }
  switch (instruction.type) {
    case 'ACH_INSTRUCTION': {
      const bank = recordClaim(details, 'clientAccountInfo')
      return {
        ...named,
        method: textClaim(details, 'bankInstructionCode') ?? 'ACH',
        type: textClaim(details, 'achType') ?? '',
        routingNumber: textClaim(bank, 'bankRoutingNumber') ?? '',
        accountNumber: textClaim(bank, 'bankAccountNumber') ?? '',
      }
    }
    case 'PREDEFINED_DESTINATION_INSTRUCTION': {
      const bank = recordClaim(details, 'financialInstitution')
      return {
        ...named,
        method: textClaim(details, 'bankInstructionMethod') ?? '',
        type: 'CREDIT',
        routingNumber: textClaim(bank, 'identifier') ?? '',
        accountNumber: textClaim(bank, 'clientAccountId') ?? '',
      }
    }
    case 'EDDA_INSTRUCTION':
      return {
        ...named,
        method: 'eDDA',
        type: 'DEBIT',
        routingNumber: textClaim(details, 'bankClearingCode') ?? '',
        accountNumber: textClaim(details, 'bankAccountNumber') ?? '',
      }
    default:
      return undefined
  }
}
