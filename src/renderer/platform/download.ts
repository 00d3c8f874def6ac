/** Time until the bytes are released, in ms: the browser has started the download by then. */
const RELEASE_MS = 60_000

/** Downloads bytes as a file. The browser decides where to save it. */
export function download(name: string, bytes: BlobPart): void {
  // Without a specific type, so that the browser does not open the file.
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), RELEASE_MS)
}
