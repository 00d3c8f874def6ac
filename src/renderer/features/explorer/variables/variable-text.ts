/** A variable within a text: `{{accountId}}`, `{{myName}}`, `{{conid:AAPL}}`. */
const VARIABLE = /\{\{\s*([A-Za-z][\w-]*(?::[^{}"]{1,40})?)\s*\}\}/g

/** Values by name; a missing one is undefined. */
export type Variables = Readonly<Record<string, string | undefined>>

export const hasVariable = (text: string): boolean => text.search(VARIABLE) >= 0

/** The names that stand in a text, each once, in order. */
export const variablesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name.trim())),
]

export interface Filled {
  readonly text: string
  readonly unknown: readonly string[]
}

/** Puts the values in; what is not known stays as it is. */
export function substitute(text: string, variables: Variables): Filled {
  return replace(text, variables, (value) => value)
}

const TOKEN = /"(?:[^"\\]|\\.)*"|\{\{[^{}"\n]*\}\}/gs

/** The same in a JSON text as typed: within quotes a value is escaped, so that it cannot end the text it stands in. */
export function substituteInJson(text: string, variables: Variables): Filled {
  const unknown: string[] = []
  const filled = text.replace(TOKEN, (token) => {
    const inText = token.startsWith('"')
    const part = replace(token, variables, (value) => (inText ? JSON.stringify(value).slice(1, -1) : value))
    unknown.push(...part.unknown)
    return part.text
  })
  return { text: filled, unknown }
}

function replace(text: string, variables: Variables, write: (value: string) => string): Filled {
  const unknown: string[] = []
  const filled = text.replace(VARIABLE, (whole, written: string) => {
    const name = written.trim()
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (value === undefined) unknown.push(name)
    return value === undefined ? whole : write(value)
  })
  return { text: filled, unknown }
}
