import { hasDotSegment } from '../domain/dot-segment.ts'

/** Maximum length of an accepted path in characters; IBKR's longest template has fewer than 100. */
const longestPath = 1024

/** The canonical form of a path, or the reason why it has none. */
export type CanonicalPath =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: string }

/**
 * Canonicalises a path. The canonical form is the one that is classified, signed and sent. It is complete, begins with
 * /v1/api/, /gw/ or /oauth2/, and has no trailing slash. Letters and digits are never encoded; other characters are
 * encoded as upper-case %XX.
 *
 * Ambiguous paths are not repaired, because servers may interpret them differently. Paths have no canonical form if
 * they contain dot segments, empty segments, encoded separators, double encoding, `;` parameters, a query, a host, or
 * characters outside ASCII. A canonical path is its own canonical form.
 */
export function canonicalisePath(raw: string): CanonicalPath {
  const flaw = findFlaw(raw)
  if (flaw !== undefined) return { ok: false, reason: flaw }

  const segments: string[] = []
  for (const part of raw.replace(/^\//, '').replace(/\/$/, '').split('/')) {
    const segment = canonicaliseSegment(part)
    if (!segment.ok) return segment
    segments.push(segment.path)
  }
  const [first, second] = segments
  const absolute = first === 'gw' || first === 'oauth2' || (first === 'v1' && second === 'api')
  return { ok: true, path: `${absolute ? '/' : '/v1/api/'}${segments.join('/')}` }
}

function findFlaw(raw: string): string | undefined {
  if (raw.length === 0) return 'The path is empty.'
  if (raw.length > longestPath) return `The path has more than ${longestPath} characters.`
  if (/\{\{/.test(raw)) return 'A {{variable}} in the path has no value yet.'
  if (/[{}]/.test(raw)) return 'A {parameter} in the path has no value yet.'
  if (/^[a-z][a-z0-9+.-]*:\/|^\/*\/\//i.test(raw)) return 'Enter only a path, without scheme and host.'
  if (raw.includes('?')) return 'The query belongs in its own fields, not in the path.'
  if (raw.includes('#')) return 'The path contains a fragment (#).'
  if (raw.includes('\\')) return 'The path contains a backslash.'
  if (raw.includes('//')) return 'The path has an empty segment: two slashes in a row, or a parameter without a value.'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: matches control characters
  if (/[\u0000-\u0020\u007f]/.test(raw)) return 'The path contains a space or a control character.'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: matches everything outside ASCII
  if (/[^\u0000-\u007f]/.test(raw)) return 'The path contains a character outside ASCII; encode it as %XX.'
  if (/[^A-Za-z0-9._~%@:+*,=&!$'()/-]/.test(raw)) return 'The path contains an invalid character.'
  return undefined
}

function canonicaliseSegment(part: string): CanonicalPath {
  if (/%(?![0-9A-Fa-f]{2})/.test(part))
    return { ok: false, reason: 'A % in the path is not followed by two hex digits.' }
  try {
    const decoded = decodeURIComponent(part)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: matches control characters
    if (/[\u0000-\u001f\u007f/\\?#;%]/.test(decoded)) {
      return { ok: false, reason: 'The path hides a separator, a control character or a second encoding in %XX.' }
    }
    if (hasDotSegment(part)) return { ok: false, reason: 'The path contains a dot segment.' }
    if (decoded === '') return { ok: false, reason: 'The path is empty.' }
  } catch {
    return { ok: false, reason: 'The path contains %XX that is not valid UTF-8.' }
  }
  const path = part.replace(/%[0-9A-Fa-f]{2}/g, (encoded) => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16))
    return /[A-Za-z0-9._~-]/.test(character) ? character : encoded.toUpperCase()
  })
  return { ok: true, path }
}
