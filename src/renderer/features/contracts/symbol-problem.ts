import type { ContractSearch } from './use-contract-search.ts'

/** Whether a contract has exactly the symbol that was typed. */
export const isExactMatch = (symbol: string, typed: string): boolean =>
  symbol.toUpperCase() === typed.trim().toUpperCase()

export const noContractText = (typed: string): string =>
  `No contract for “${typed}”. Enter a symbol as IBKR writes it, such as AAPL.`

/** Why a symbol that was entered names no contract. Undefined while it is looked up, and where its first match is exact. */
export function symbolProblem(search: ContractSearch, typed: string): string | undefined {
  if (search.kind === 'failed') return `Could not look up “${typed}”: ${search.message}`
  if (search.kind !== 'found') return undefined
  const [first] = search.matches
  if (first === undefined) return noContractText(typed)
  return isExactMatch(first.symbol, typed)
    ? undefined
    : `No exact match for “${typed}”. Choose a contract from the list.`
}
