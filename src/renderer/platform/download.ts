/** Delay in ms before the bytes are released. By then, the browser has started the download. */
const RELEASE_MS = 60_000

/** Downloads bytes as a file. The browser decides where to save the file. */
export function download(name: string, bytes: BlobPart): void {
  // The generic MIME type prevents the browser from opening the file.
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), RELEASE_MS)
}
