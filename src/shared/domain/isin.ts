/**
 * Reports whether a text is an ISIN, such as US0378331005: two letters, nine letters or digits, and a correct check
 * digit. Source: ISO 6166, whose check digit is the one of Luhn, with letters as the numbers from 10 on. Pure.
 */
export function isIsin(text: string): boolean {
  if (!/^[A-Z]{2}[A-Z0-9]{9}\d$/.test(text)) return false
  const digits = [...text].map((character) => Number.parseInt(character, 36)).join('')
  let sum = 0
  for (const [at, digit] of [...digits].reverse().entries()) {
    const doubled = Number(digit) * (at % 2 === 1 ? 2 : 1)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
