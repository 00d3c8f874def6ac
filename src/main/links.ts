import { app } from 'electron'
import { findLink, LINK_SCHEME } from '../shared/domain/console-link.ts'

/** Opens links: of the start, of later starts (see `raiseThroughChromium`), and of macOS, which has its own event. */
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
