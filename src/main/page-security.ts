import { type Session, shell, type WebContents } from 'electron'
import type { Log } from '../host/log/log.ts'
import { isOwnAddress } from './app-page.ts'

/** Opens an address in the user's browser, if its domain is allowed. */
export type OpenExternal = (address: string) => void

/** Restricts a page: it cannot navigate away, open a window or a webview, or prevent its window from closing. */
export function restrictNavigation(contents: WebContents, openExternal: OpenExternal): void {
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url)
    return { action: 'deny' }
  })
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame && isOwnAddress(event.url)) return
    event.preventDefault()
    if (event.isMainFrame) openExternal(event.url)
  })
  contents.on('will-redirect', (event) => {
    if (!isOwnAddress(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // For this event, preventDefault means that the window closes in spite of the page.
  contents.on('will-prevent-unload', (event) => event.preventDefault())
}

/**
 * The page's only permission: to write text to the clipboard when the user copies. The page cannot read the clipboard.
 */
const ALLOWED = 'clipboard-sanitized-write'

/** Denies every permission and device to every page, except writing to the clipboard from the console's page. */
export function restrictPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide, { isMainFrame, requestingUrl }) => {
    decide(permission === ALLOWED && isMainFrame && isOwnAddress(requestingUrl))
  })
  session.setPermissionCheckHandler(
    (_contents, permission, origin, { isMainFrame }) => permission === ALLOWED && isMainFrame && isOwnAddress(origin),
  )
  session.setDevicePermissionHandler(() => false)
}

/** Blocks downloads: the host writes files, after the user has chosen the path in a dialog. */
export function blockDownloads(session: Pick<Session, 'on'>): void {
  session.on('will-download', (event) => event.preventDefault())
}

/** Creates the only function that calls `shell.openExternal`. */
export function createOpenExternal(ownOrigins: () => readonly string[], log: Log): OpenExternal {
  return (address) => {
    const allowed = checkExternalAddress(address, ownOrigins())
    if (allowed === undefined) {
      // Only the origin is logged: the rest of the address may contain anything.
      log.write('warning', 'link-refused', URL.canParse(address) ? new URL(address).origin : 'not an address')
      return
    }
    shell.openExternal(allowed).catch(() => log.write('warning', 'link-not-opened', new URL(allowed).origin))
  }
}

/** Domains that may be opened in the user's browser; subdomains are included. */
const DOMAINS = [
  'interactivebrokers.com',
  'interactivebrokers.co.uk',
  'interactivebrokers.ie',
  'ibkr.com',
  'ibkrcampus.com',
]

/**
 * Returns the address to open in the browser; undefined if it is neither a page of IBKR over https nor a gateway of a
 * profile.
 */
export function checkExternalAddress(address: string, ownOrigins: readonly string[]): string | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') return undefined
  if (ownOrigins.includes(url.origin) && /^https?:$/.test(url.protocol)) return url.href
  const isListed = DOMAINS.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`))
  return url.protocol === 'https:' && url.port === '' && isListed ? url.href : undefined
}
