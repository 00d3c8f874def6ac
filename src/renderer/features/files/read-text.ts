import { FileProblem } from './file-problem.ts'

/** Never in a text, always in what is not one: programs, images, archives, text of two bytes a character. */
const NUL = '\0'

/** The text of a file, in UTF-8 with or without its mark. Throws `not-text`, or `limit` past so many characters. */
export function readText(bytes: Uint8Array, maxCharacters: number): string {
  const text = decode(bytes)
  if (text === undefined || text.includes(NUL)) {
    throw new FileProblem('not-text', 'The file is no text in UTF-8. Save it as UTF-8 and load it again.')
  }
  if (text.length > maxCharacters) {
    throw new FileProblem('limit', `The text is longer than ${maxCharacters.toLocaleString('en-GB')} characters.`)
  }
  return text
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
