/** Parses a decimal number that a user typed. Commas must group thousands, because 241,96 is a decimal number in many countries. */
export function readNumber(text: string): number | undefined {
  const trimmed = text.trim()
  return /^-?(\d+\.?\d*|\.\d+|\d{1,3}(,\d{3})+(\.\d*)?)$/.test(trimmed)
    ? Number(trimmed.replaceAll(',', ''))
    : undefined
}
