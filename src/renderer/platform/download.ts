/** Long enough for a browser to begin; after it the bytes are let go, in ms. */
const KEPT_MS = 60_000

/** Hands bytes to the browser as a download. Where they go, and whether it asks, is the browser's business. */
export function download(name: string, bytes: BlobPart): void {
  // Of no particular type: the name says what it is, and nothing in it is opened.
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }))
  Object.assign(document.createElement('a'), { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}
