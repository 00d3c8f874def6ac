/**
 * Copies text to the clipboard. Returns false if the browser does not allow copying. Rejects if the text cannot be
 * loaded. Call it in the handler of a click or key, also for a text that is still loading: Firefox and Safari do not
 * allow copying later.
 */
export async function copyText(text: string | Promise<string>): Promise<boolean> {
  const loaded = Promise.resolve(text)
  try {
    if (typeof text === 'string') await navigator.clipboard.writeText(text)
    else await navigator.clipboard.write([new ClipboardItem({ 'text/plain': loaded.then(asBlob) })])
    return true
  } catch {
    await loaded
    return false
  }
}

const asBlob = (text: string): Blob => new Blob([text], { type: 'text/plain' })
