/** Minimum length of a prefix in characters: too many names begin with a shorter prefix. */
const MIN_PREFIX = 5

/**
 * Finds the name that `name` probably misspells. It may differ in case, in `_` and `-`, or in one letter that is added,
 * missing, wrong or swapped. One name may also be a prefix of the other name.
 */
export function suggestSimilarName(name: string, names: readonly string[]): string | undefined {
  const bare = plain(name)
  const others = names.filter((other) => other !== name)
  return others.find((other) => isOneSlip(bare, plain(other))) ?? others.find((other) => isPrefix(bare, plain(other)))
}

/** Returns the names in an object that are not among the known ones. */
export function findUnknownNames(given: object, known: readonly string[]): readonly string[] {
  return Object.keys(given).filter((name) => !known.includes(name))
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '')
}

function isOneSlip(a: string, b: string): boolean {
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1
  const left = a.slice(start, a.length - end)
  const right = b.slice(start, b.length - end)
  const swapped = left.length === 2 && right === `${left[1]}${left[0]}`
  return swapped || (left.length <= 1 && right.length <= 1)
}

function isPrefix(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= MIN_PREFIX && (a.startsWith(b) || b.startsWith(a))
}
