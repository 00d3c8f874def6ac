import type { ContractErrorCode } from '../../../shared/contract/errors.ts'

/** Why a file cannot be used that was read well enough. The codes are the contract's, and `not-text`. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem'
  readonly code: Extract<ContractErrorCode, 'limit'> | 'not-text'

  constructor(code: FileProblem['code'], message: string) {
    super(message)
    this.code = code
  }
}
