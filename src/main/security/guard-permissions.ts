import type { Session } from 'electron'
import { isOwnAddress } from '../app-origin.ts'

/** What the page may do beside drawing itself: put text on the clipboard when the user copies. Nothing can be read. */
const ALLOWED = 'clipboard-sanitized-write'

/** Denies every permission and device to every page, but for the one above to our own. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { isMainFrame, requestingUrl }) => {
    answer(permission === ALLOWED && isMainFrame && isOwnAddress(requestingUrl))
  })
  session.setPermissionCheckHandler(
    (_contents, permission, origin, { isMainFrame }) => permission === ALLOWED && isMainFrame && isOwnAddress(origin),
  )
  session.setDevicePermissionHandler(() => false)
}
