export { contractOptions, SearchNote } from './contract-options.tsx'
export { isExactMatch, useContractSearch } from './contract-search.ts'
export { rememberContracts, seenSymbol } from './seen-contracts.ts'
export { SymbolSearch } from './symbol-search.tsx'
