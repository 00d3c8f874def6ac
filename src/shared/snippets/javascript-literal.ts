/**
 * A JSON value as a JavaScript expression, with two blanks for each level. JSON is JavaScript with two exceptions: a
 * key `__proto__` would set the prototype instead of a property, so it becomes a computed key; and U+2028 and U+2029 end a
 * line, which a comment in front of it would end with, so they are escaped.
 */
export function javascriptLiteral(value: unknown, indent = ''): string {
  const deeper = `${indent}  `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map((item) => `${deeper}${javascriptLiteral(item, deeper)},\n`).join('')}${indent}]`
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    if (entries.length === 0) return '{}'
    const lines = entries.map(([key, item]) => `${deeper}${propertyName(key)}: ${javascriptLiteral(item, deeper)},\n`)
    return `{\n${lines.join('')}${indent}}`
  }
  return oneLine(JSON.stringify(value) ?? 'undefined')
}

function propertyName(key: string): string {
  if (key === '__proto__') return '["__proto__"]'
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key) ? key : oneLine(JSON.stringify(key))
}

const oneLine = (text: string): string => text.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
