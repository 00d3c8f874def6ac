/** Matches the tokens of JSON that matter for names: strings, brackets and colons. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g

/**
 * Returns a name that occurs twice in one object of a valid JSON text, ignoring case. `JSON.parse` keeps the last of
 * two equal names, but IBKR may use the first, or accept another spelling.
 */
export function findRepeatedName(json: string): string | undefined {
  const open: (Set<string> | undefined)[] = []
  let last = ''
  for (const [token] of json.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(undefined)
    else if (token === '}' || token === ']') open.pop()
    else if (token !== ':') last = token
    else {
      const name = (JSON.parse(last) as string).trim().toLowerCase()
      const names = open.at(-1)
      if (names?.has(name)) return name
      names?.add(name)
    }
  }
  return undefined
}
