/** Longest name that is proposed, in characters: every file system takes it, in any encoding. */
const LONGEST = 80

/** Separators, what Windows forbids, control characters, and marks that make a name read otherwise than it is. */
const FORBIDDEN = /[\\/<>:"|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu

/** Names of devices on Windows, whatever their extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * A name that can be proposed for a file: one part of a path, visible, with its extension. What a page proposes is never
 * more than that: no folder, no hidden file, no name that the system reads as something else.
 */
export function cleanFileName(proposed: string, fallback = 'untitled'): string {
  const name = proposed
    .replace(FORBIDDEN, '-')
    .replace(/\s+/gu, ' ')
    .replace(/^[.\s-]+|[.\s]+$/g, '')
  if (name === '') return fallback
  const safe = DEVICE.test(name) ? `_${name}` : name
  const extension = /\.[a-z0-9]{1,10}$/i.exec(safe)?.[0] ?? ''
  const stem = [...safe.slice(0, safe.length - extension.length)].slice(0, LONGEST - extension.length).join('')
  return `${stem.trimEnd()}${extension}`
}
