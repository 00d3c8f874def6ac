/** End of an error message that begins with the name of the input. */
export const FILE_NAME_HINT = 'looks like a file name: pass the content of the file, readFileSync(name, "utf8").'

/** Maximum length of a file name, in characters. */
const MAX_NAME = 300

/** Reports whether a string looks like a file name instead of the content of the file. */
export function looksLikeFileName(text: string): boolean {
  return (
    text.length <= MAX_NAME &&
    !/[\r\n]/.test(text) &&
    (/^(file:|\.{0,2}[\\/]|~[\\/]|[a-z]:[\\/])/i.test(text) ||
      (/\.(pem|key|der|crt|cer|json|txt|env)$/i.test(text) && !text.includes('://')))
  )
}

/**
 * Reports whether a string is the content of a key or of settings instead of a name or address. Such a string must not
 * be quoted.
 */
export function looksLikeFileContent(text: string): boolean {
  return /[{}\r\n]|-----/.test(text) || text.length > 2_000
}
