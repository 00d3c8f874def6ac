/**
 * One word for a POSIX shell. Plain words stay bare; everything else goes into single quotes, inside which the shell
 * changes nothing, and a single quote leaves the quotes for a moment. A NUL cannot be passed to a program at all.
 */
export function quoteShell(text: string): string {
  return /^[A-Za-z0-9_/:.,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
