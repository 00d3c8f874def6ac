import type { ReactNode } from 'react'

/** Marks in one text at most. */
const MOST = 20

/** A text with what is searched for marked, whatever its case. */
export function markedText(text: string, found: string): ReactNode {
  if (found === '') return text
  const small = text.toLowerCase()
  // Lower case may be longer than what it came from: then nothing lies where it seems to.
  if (small.length !== text.length) return text
  const wanted = found.toLowerCase()
  const parts: ReactNode[] = []
  let from = 0
  for (let at = small.indexOf(wanted); at >= 0 && parts.length < 2 * MOST; at = small.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + wanted.length)}</mark>)
    from = at + wanted.length
  }
  return parts.length === 0 ? text : [...parts, text.slice(from)]
}
