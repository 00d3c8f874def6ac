/** Letters of the document for the state of an account. */
export const accountStatuses = ['N', 'O', 'P', 'C', 'A', 'E', 'F', 'I', 'J', 'L', 'M', 'R', 'W', 'Q'] as const

/** State of an account; the simulator itself uses open, pending and abandoned. */
export type AccountStatus = (typeof accountStatuses)[number]

/** Something that the holder of an account has to do. */
export interface RegistrationTask {
  readonly taskNumber: number
  readonly formNumber: number
  readonly formName: string
  readonly requiredForApproval: boolean
  readonly state: 'pending' | 'completed' | 'declined'
  readonly startedAt: number
  readonly completedAt?: number
}

/** A message that the holder sees at login until it is dealt with. */
export interface LoginMessage {
  readonly id: number
  readonly contentId: number
  readonly messageType: string
  readonly description: string
  readonly recordedAt: number
  readonly completed: boolean
}

/** An account as account management knows it; replaced, never changed. */
export interface CustomerAccount {
  readonly accountId: string
  readonly externalId: string
  readonly entityId: number
  readonly status: AccountStatus
  readonly startedAt: number
  /** Absent until the account is open. */
  readonly openedAt?: number
  /** Absent unless the account is abandoned or closed. */
  readonly closedAt?: number
  readonly firstName: string
  readonly lastName: string
  readonly userName: string
  readonly email: string
  readonly country: string
  readonly alias: string
  readonly baseCurrency: string
  readonly applicantType: string
  readonly propertyProfile: string
  readonly tasks: readonly RegistrationTask[]
  readonly loginMessages: readonly LoginMessage[]
}

/** Status as a word. */
export function statusWord(status: AccountStatus): string {
  switch (status) {
    case 'O':
      return 'Open'
    case 'P':
      return 'Pending'
    case 'A':
      return 'Abandoned'
    case 'C':
      return 'Closed'
    case 'N':
      return 'New'
    case 'R':
      return 'Rejected'
    default:
      return status
  }
}
