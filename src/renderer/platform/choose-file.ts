/** Lets the user choose any number of files; none if the dialog is cancelled. */
export function chooseFiles(accept: string): Promise<readonly File[]> {
  return choose({ accept, multiple: true })
}

/** Lets the user choose one file; undefined if the dialog is cancelled. */
export async function chooseFile(accept: string): Promise<File | undefined> {
  return (await choose({ accept, multiple: false }))[0]
}

function choose(options: { readonly accept: string; readonly multiple: boolean }): Promise<readonly File[]> {
  const input = Object.assign(document.createElement('input'), { type: 'file', hidden: true, ...options })
  // In the page while the dialog is open: an unreferenced input may be garbage-collected with its choice.
  document.body.append(input)
  return new Promise((resolve) => {
    const end = (): void => {
      input.remove()
      resolve([...(input.files ?? [])])
    }
    input.addEventListener('change', end)
    input.addEventListener('cancel', end)
    input.click()
  })
}

/** A multiple of three bytes, so that the base64 texts of chunks can be joined. */
const CHUNK_BYTES = 49_152

/** The content of a file as base64. Clears the bytes, which may be a key. Reads in chunks, so that no long task blocks the page. */
export async function base64OfFile(file: File): Promise<string> {
  let text = ''
  for (let at = 0; at < file.size; at += CHUNK_BYTES) {
    const bytes = new Uint8Array(await file.slice(at, at + CHUNK_BYTES).arrayBuffer())
    text += btoa(String.fromCharCode(...bytes))
    bytes.fill(0)
  }
  return text
}
