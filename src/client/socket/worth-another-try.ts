/** What IBKR answers when the accounts of the session were not asked for, or its order stream is not ready. */
const WORTH_ANOTHER_TRY = /unable to subscribe|no accounts|no bridge/i

/** Whether a refused subscription is to be sent again: the refusal is about the moment, not about what was asked. */
export function isWorthAnotherTry(error: string): boolean {
  return WORTH_ANOTHER_TRY.test(error)
}
