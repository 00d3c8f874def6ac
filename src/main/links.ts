import { app } from 'electron'
import { findLink, LINK_SCHEME } from '../shared/domain/console-link.ts'

export interface ReceivedLinks {
  /** Handles the link among the arguments of a start, if there is one. */
  receive(argv: readonly string[]): void
  /** Registers the scheme, and calls `open` for each later link. Returns the links that were received before. */
  follow(open: (link: string) => void): readonly string[]
}

/**
 * Receives links from now on. macOS sends links in an event, and the link that starts the program before the program is
 * ready.
 */
export function receiveLinks(): ReceivedLinks {
  const early: string[] = []
  let open = (link: string): void => void early.push(link)
  app.on('open-url', (event, link) => {
    event.preventDefault()
    open(link)
  })
  return {
    receive(argv) {
      const link = findLink(argv)
      if (link !== undefined) open(link)
    },
    follow(run) {
      // During development, Electron itself would be registered.
      if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME)
      open = run
      return early
    },
  }
}
