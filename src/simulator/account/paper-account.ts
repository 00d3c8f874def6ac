/** As at IBKR: ids of paper accounts begin with D (DU1234567), all others are live. */
export function isPaperAccount(accountId: string): boolean {
  return accountId.startsWith('D')
}
