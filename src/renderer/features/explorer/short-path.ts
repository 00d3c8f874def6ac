/** The path as IBKR's documentation and people write it: without the prefix that nearly all of them share. */
export const shortPath = (path: string): string => path.replace(/^\/v1\/api(?=\/)/, '')

/** What fits into a line of the tree, in characters. */
const TAIL_LENGTH = 28

/** The last segments of a path that is too long to show: its end is what tells it from its neighbours. */
export function pathTail(path: string): string {
  if (path.length <= TAIL_LENGTH) return path
  const segments = path.split('/')
  let tail = ''
  for (let at = segments.length - 1; at > 0; at -= 1) {
    const longer = `/${segments[at]}${tail}`
    if (tail !== '' && longer.length >= TAIL_LENGTH) break
    tail = longer
  }
  return `…${tail}`
}
