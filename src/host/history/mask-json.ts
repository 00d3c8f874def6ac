/** What stands where a secret was. */
export const MASK = '•••'

/** A text, as a name where a colon follows; a number; what opens and closes. Whole texts, so that none is read from its middle. */
const TOKEN = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|-?\d[\d.eE+-]*|[[\]{}]/gs

/**
 * JSON text with `•••` in place of the texts and numbers that `hides` points out; every other sign stays as it was typed, digits and
 * blanks included. It need not be JSON as a whole: a variable may stand where a value does.
 * @param hides gets the name that a value stands under, also within lists, and the value as it is written
 */
export function maskJson(text: string, hides: (name: string, literal: string) => boolean): string {
  /** The names that go on behind the brackets that are open. */
  const outer: string[] = []
  let name = ''
  return text.replace(TOKEN, (token, quoted?: string, colon?: string) => {
    if (token === '[' || token === '{') {
      outer.push(name)
      // An object is known by the names of its own members: `updatePassword` holds more than a password.
      if (token === '{') name = ''
      return token
    }
    if (token === ']' || token === '}') {
      name = outer.pop() ?? ''
      return token
    }
    if (quoted !== undefined && colon !== undefined) {
      name = textOf(quoted)
      return token
    }
    return hides(name, token) ? `"${MASK}"` : token
  })
}

/** What a quoted name says, however it is escaped. */
function textOf(quoted: string): string {
  try {
    return JSON.parse(quoted) as string
  } catch {
    return quoted.slice(1, -1)
  }
}
