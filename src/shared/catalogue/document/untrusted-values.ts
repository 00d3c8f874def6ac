/**
 * A JSON object of an untrusted document. Only its own properties may be read: `__proto__` and `constructor` are
 * ordinary names in it.
 */
export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Returns an own property, never an inherited one; otherwise undefined. */
export function readOwnProperty(object: unknown, name: string): unknown {
  return isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined
}

export function readOwnList(object: unknown, name: string): readonly unknown[] {
  const value = readOwnProperty(object, name)
  return Array.isArray(value) ? value : []
}

/** Reports whether a name can be shown, entered and set in an object: printable ASCII, and not `__proto__`. */
export function isPlainName(name: unknown): name is string {
  return typeof name === 'string' && /^[\x20-\x7e]{1,100}$/.test(name) && name !== '__proto__'
}

/**
 * Returns text of an untrusted document as one line: without control or bidirectional characters, with blanks
 * collapsed, cut at `longest` characters. Markup remains as text.
 */
export function readPlainText(value: unknown, longest: number): string {
  if (typeof value !== 'string') return ''
  const clean = value
    .slice(0, longest * 4)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: matches control characters
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/ {2,}/g, ' ')
    .trim()
  const cut = Array.from(clean.slice(0, longest * 2))
  return cut.length <= longest ? cut.join('') : `${cut.slice(0, longest - 1).join('')}…`
}
