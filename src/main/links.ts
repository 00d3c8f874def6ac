import { app } from 'electron'
import { findLink, LINK_SCHEME } from '../shared/domain/console-link.ts'

/**
 * Opens the link with which the program was started, and links that arrive later. macOS sends links in a separate
 * event.
 */
export function followLinks(open: (link: string) => void): void {
  // During development, Electron itself would be registered.
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME)
  app.on('open-url', (event, link) => {
    event.preventDefault()
    open(link)
  })
  const first = findLink(process.argv)
  if (first !== undefined) open(first)
}
