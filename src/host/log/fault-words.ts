/** Where our own code broke, for the log. The stack names files and functions, never values: a message may carry anything. */
export function faultWords(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error object'
  // Only the lines that name a place: the message before them may have any number of lines.
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at \S/.test(line))
  return [error.name, ...frames.slice(0, 6).map((frame) => frame.trim())].join(' ')
}
