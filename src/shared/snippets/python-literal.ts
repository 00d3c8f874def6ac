/**
 * A JSON value as a Python expression, with four blanks for each level. Strings are those of JSON: all escapes that
 * JSON.stringify writes mean the same in Python.
 */
export function pythonLiteral(value: unknown, indent = ''): string {
  const deeper = `${indent}    `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map((item) => `${deeper}${pythonLiteral(item, deeper)},\n`).join('')}${indent}]`
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    if (entries.length === 0) return '{}'
    const lines = entries.map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${pythonLiteral(item, deeper)},\n`)
    return `{\n${lines.join('')}${indent}}`
  }
  if (value === true) return 'True'
  if (value === false) return 'False'
  return value === null || value === undefined ? 'None' : JSON.stringify(value)
}
