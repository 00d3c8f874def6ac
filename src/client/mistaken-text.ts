/** What to say of one, behind what it was given as. */
export const FILE_NAME = 'looks like the name of a file: give what is in the file, readFileSync(name, "utf8").'

/** Longer than any name of a file that somebody writes down. */
const LONGEST_NAME = 300

/** Whether a text looks like the name of a file, where the file's content was expected. */
export function isLikeFileName(text: string): boolean {
  return (
    text.length <= LONGEST_NAME &&
    !/[\r\n]/.test(text) &&
    (/^(file:|\.{0,2}[\\/]|~[\\/]|[a-z]:[\\/])/i.test(text) ||
      (/\.(pem|key|der|crt|cer|json|txt|env)$/i.test(text) && !text.includes('://')))
  )
}

/** Whether a text is the content of a key or of settings, where a name or an address was expected: never to be quoted. */
export function isLikeContent(text: string): boolean {
  return /[{}\r\n]|-----/.test(text) || text.length > 2_000
}
