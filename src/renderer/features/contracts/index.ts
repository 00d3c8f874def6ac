export { ContractCombobox } from './contract-combobox.tsx'
export { exactMatches, useContractSearch } from './contract-search.ts'
export { rememberContracts, seenSymbol } from './seen-contracts.ts'
export { SymbolSearch } from './symbol-search.tsx'
