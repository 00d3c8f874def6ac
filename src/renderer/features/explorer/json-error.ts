/** Why a text is not JSON and where, in words: "Line 3, column 5: …". Undefined when it is JSON. */
export function locateJsonError(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const position = /at position (\d+)/.exec(message)?.[1]
    const reason = message.replace(/ (in JSON )?at position \d+.*$/s, '').replace(/, "?\.*.*is not valid JSON$/s, '')
    if (position === undefined) return `Not valid JSON: ${reason}.`
    const before = text.slice(0, Number(position)).split('\n')
    return `Line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${reason}.`
  }
}
