import { replaceLoneSurrogates } from './snippet.ts'

/**
 * Quotes one word for a POSIX shell. Plain words are not quoted; any other word is put into single quotes, in which the
 * shell changes nothing. A single quote itself is written outside the quotes.
 */
export function formatShellLiteral(text: string): string {
  return /^[A-Za-z0-9_/:.,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/**
 * Writes a JSON value as a JavaScript expression. JSON differs from JavaScript in two points. A key `__proto__` would
 * set the prototype, so it becomes a computed key. U+2028 and U+2029 end a line and therefore a comment, so they are
 * escaped.
 */
export function formatJavascriptLiteral(value: unknown, indent = ''): string {
  return nested(value, indent, '  ', scalar, (key) => {
    if (key === '__proto__') return '["__proto__"]'
    return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key) ? key : scalar(key)
  })

  function scalar(plain: unknown): string {
    return (JSON.stringify(plain) ?? 'undefined').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  }
}

/** Writes a JSON value as a Python expression. All escapes of JSON.stringify have the same meaning in Python. */
export function formatPythonLiteral(value: unknown, indent = ''): string {
  return nested(value, indent, '    ', scalar, JSON.stringify)

  function scalar(plain: unknown): string {
    if (plain === true) return 'True'
    if (plain === false) return 'False'
    return plain === null || plain === undefined ? 'None' : JSON.stringify(plain)
  }
}

function nested(
  value: unknown,
  indent: string,
  step: string,
  scalar: (value: unknown) => string,
  key: (name: string) => string,
): string {
  const deeper = indent + step
  const lines = (items: readonly string[], [open, close]: readonly [string, string]): string =>
    items.length === 0
      ? open + close
      : `${open}\n${items.map((item) => `${deeper}${item},\n`).join('')}${indent}${close}`
  const inner = (item: unknown): string => nested(item, deeper, step, scalar, key)
  if (Array.isArray(value)) return lines(value.map(inner), ['[', ']'])
  if (typeof value !== 'object' || value === null) return scalar(value)
  const members = Object.entries(value).map(([name, item]) => `${key(name)}: ${inner(item)}`)
  return lines(members, ['{', '}'])
}

/**
 * Formats a Go string. Escapes of a JSON string have the same meaning in Go, except lone surrogates, which were
 * replaced before.
 */
export function formatGoLiteral(text: string): string {
  return JSON.stringify(replaceLoneSurrogates(text))
}

/**
 * Formats a C# string. Escapes of JSON have the same meaning in C#. All non-ASCII characters are escaped, because some
 * of them end a line in C#.
 */
export function formatCsharpLiteral(text: string): string {
  return JSON.stringify(replaceLoneSurrogates(text)).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
