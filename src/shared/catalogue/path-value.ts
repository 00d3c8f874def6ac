import { type PathValue, reservedWords } from './match-operation.ts'

const digits = /^\d{1,19}$/
const identifier = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$/

/** Stricter than IBKR: what a parameter of a read may look like. Everything else asks for arming. */
const patterns: Readonly<Record<string, RegExp>> = {
  conid: digits,
  orderId: digits,
  alertId: digits,
  pageId: digits,
  page: digits,
  instructionId: digits,
  instructionSetId: digits,
  clientInstructionId: digits,
  requestId: digits,
  typecode: /^[A-Z][A-Z0-9]$/,
}

/**
 * Why a path parameter's value is not believed, or undefined. A value that equals a fixed word of another path
 * (an account called `orders`) could reach that other path at a server that routes differently.
 */
export function suspectValue({ name, value }: PathValue): string | undefined {
  if (reservedWords.has(value.toLowerCase())) return `"${value}" in place of {${name}} is a word of another path.`
  const pattern = patterns[name] ?? identifier
  return pattern.test(value) ? undefined : `"${value}" does not look like a value of {${name}}.`
}
