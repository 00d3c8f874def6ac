/** Maximum length of a name in characters, which every file system accepts in any encoding. */
const LONGEST = 80

/** Separators, characters that Windows forbids, control characters, and marks that change how a name is displayed. */
const FORBIDDEN = /[\\/<>:"|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu

/** Device names on Windows, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * Makes a proposed name safe: one visible path segment with its extension, without a special meaning for any system.
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
