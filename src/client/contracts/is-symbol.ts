import type { ContractDescription } from './contract-types.ts'

/** Reports whether a contract has one of several symbols. Spellings with a space and with a dot are equal. */
export const isSymbol = ({ symbol }: ContractDescription, spellings: readonly string[]): boolean =>
  spellings.some((each) => withoutMarks(each) === withoutMarks(symbol.toUpperCase()))

const withoutMarks = (symbol: string): string => symbol.replaceAll(/[ ./-]/g, ' ').trim()
