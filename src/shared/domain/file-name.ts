/** Maximum length of a file name in characters. Every file system accepts this length in any encoding. */
const LONGEST = 80

/**
 * Matches separators, characters that Windows forbids, control characters, and marks that change how a name is
 * displayed.
 */
const FORBIDDEN = /[\\/<>:"|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu

/** Matches device names of Windows, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * Makes a proposed file name safe: one visible path segment with its extension, without special meaning on any
 * operating system.
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
