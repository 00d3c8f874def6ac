import type { WebContents } from 'electron'
import { isOwnAddress } from '../app-origin.ts'
import type { ExternalLinks } from './open-external.ts'

/** Keeps a page where it is, and no longer than the person wants: it can neither go elsewhere nor open anything. */
export function guardContents(contents: WebContents, links: ExternalLinks): void {
  contents.setWindowOpenHandler(({ url }) => {
    links.open(url)
    return { action: 'deny' }
  })
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame && isOwnAddress(event.url)) return
    event.preventDefault()
    if (event.isMainFrame) links.open(event.url)
  })
  contents.on('will-redirect', (event) => {
    if (!isOwnAddress(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // Here to prevent is to close all the same: a page does not keep the program from ending.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
}
