/** Matches a variable: `{{accountId}}`, `{{myName}}` or `{{conid:AAPL}}`. */
const VARIABLE = /\{\{\s*([A-Za-z][\w-]*(?::[^{}"]{1,40})?)\s*\}\}/g

/** Values by variable name. A missing value is undefined. */
export type Variables = Readonly<Record<string, string | undefined>>

export const hasVariable = (text: string): boolean => text.search(VARIABLE) >= 0

/** Returns the distinct names of the variables in a string, in order. */
export const variablesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(VARIABLE)].map(([, name = '']) => name.trim())),
]

export interface Substituted {
  readonly text: string
  readonly unknown: readonly string[]
}

/** Replaces variables with their values. Leaves unknown variables unchanged. */
export function substitute(text: string, variables: Variables): Substituted {
  return replace(text, variables, (value) => value)
}

const TOKEN = /"(?:[^"\\]|\\.)*"|\{\{[^{}"\n]*\}\}/gs

/** Replaces variables in JSON. Values within a string are escaped. */
export function substituteInJson(text: string, variables: Variables): Substituted {
  const unknown: string[] = []
  const result = text.replace(TOKEN, (token) => {
    const isString = token.startsWith('"')
    const part = replace(token, variables, (value) => (isString ? JSON.stringify(value).slice(1, -1) : value))
    unknown.push(...part.unknown)
    return part.text
  })
  return { text: result, unknown }
}

function replace(text: string, variables: Variables, write: (value: string) => string): Substituted {
  const unknown: string[] = []
  const result = text.replace(VARIABLE, (whole, written: string) => {
    const name = written.trim()
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (value === undefined) unknown.push(name)
    return value === undefined ? whole : write(value)
  })
  return { text: result, unknown }
}
