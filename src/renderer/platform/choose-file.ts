/** Lets the user choose any number of files. Returns an empty list if the dialog is cancelled. */
export function chooseFiles(accept: string): Promise<readonly File[]> {
  return choose({ accept, multiple: true })
}

/** Lets the user choose one file. Returns undefined if the dialog is cancelled. */
export async function chooseFile(accept: string): Promise<File | undefined> {
  return (await choose({ accept, multiple: false }))[0]
}

function choose(options: { readonly accept: string; readonly multiple: boolean }): Promise<readonly File[]> {
  const input = Object.assign(document.createElement('input'), { type: 'file', hidden: true, ...options })
  // Keeps the input in the page, because the browser could otherwise garbage-collect it and lose the choice.
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

/** Chunk size in bytes. A multiple of 3, so that the base64 strings of the chunks can be joined. */
const CHUNK_BYTES = 49_152

/** Returns the content of a file as base64. Overwrites the bytes, which may contain a key. */
export async function base64OfFile(file: File): Promise<string> {
  let text = ''
  for (let at = 0; at < file.size; at += CHUNK_BYTES) {
    const bytes = new Uint8Array(await file.slice(at, at + CHUNK_BYTES).arrayBuffer())
    text += btoa(String.fromCharCode(...bytes))
    bytes.fill(0)
  }
  return text
}
