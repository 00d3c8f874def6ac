/** How far an instruction has come. There is no word for a cancelled one: it counts as rejected. */
export type InstructionStatus = 'PENDING' | 'PROCESSED' | 'REJECTED'

/** Why an instruction was rejected. */
export interface InstructionError {
  readonly errorCode: string
  readonly errorMessage: string
}

/** One instruction about money, positions or bank details; replaced, never changed. */
export interface Instruction {
  readonly id: number
  /** Chosen by the caller, who may use it twice: then the first one counts. */
  readonly clientInstructionId: number
  /** Instructions of one request share it. */
  readonly setId: number
  readonly type: string
  /** The account it was given for: of a transfer inside IBKR the source; empty where the request names none. */
  readonly accountId: string
  /** What the caller sent. */
  readonly details: Readonly<Record<string, unknown>>
  readonly requestedAt: number
  readonly status: InstructionStatus
  /** Absent where a rejected one was cancelled. */
  readonly error?: InstructionError
  /** IBKR's number of what came of it; zero for a query. */
  readonly ibReferenceId?: number
  /** What a query found, or what is to be said of a deposit. */
  readonly result?: Readonly<Record<string, unknown>>
}
