const INTEGER = /^[+-]?\d{1,400}$/

/** Compares two numbers in text form. Integers beyond 2^53 are compared exactly. */
export function compareNumbers(left: string, right: string): number {
  const difference = Number(left) - Number(right)
  if (left.length < 16 && right.length < 16) return difference
  if (!INTEGER.test(left) || !INTEGER.test(right)) return Number.isNaN(difference) ? 0 : difference
  const exact = BigInt(left.replace('+', '')) - BigInt(right.replace('+', ''))
  return exact === 0n ? 0 : exact < 0n ? -1 : 1
}
