/** A shorter one begins too many names. */
const SHORTEST_BEGINNING = 5

/**
 * The one of `names` that somebody has probably meant by `name`, or has probably written in its place: another case, with or without `_`
 * and `-`, one letter too many, too few, wrong or swapped, or one is how the other begins.
 */
export function nearName(name: string, names: readonly string[]): string | undefined {
  const bare = plain(name)
  const others = names.filter((other) => other !== name)
  return (
    others.find((other) => isOneSlip(bare, plain(other))) ?? others.find((other) => isBeginning(bare, plain(other)))
  )
}

/** The names in an object that are none of the known ones. */
export function unknownNames(given: object, known: readonly string[]): readonly string[] {
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

function isBeginning(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= SHORTEST_BEGINNING && (a.startsWith(b) || b.startsWith(a))
}
