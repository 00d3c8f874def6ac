const marker = '"topic":"'

/**
 * The topic of a frame with its target, such as `sor` or `smd+265598`; empty where it names none. Frames of the server carry it
 * as a field, frames of the client begin with it.
 */
export function topicOf(text: string, direction: 'in' | 'out'): string {
  if (direction === 'in') return /^[a-z]{3}(?:\+[^+{]+)*/.exec(text)?.[0] ?? ''
  // Looked for as text: parsing every frame of a storm would cost more than sending it.
  // It stands first or last in a frame: the end is tried before the whole.
  const found = text.startsWith(marker, 1) ? 1 : text.lastIndexOf(marker)
  if (found === -1) return ''
  const begin = found + marker.length
  return text.slice(begin, text.indexOf('"', begin))
}
