/** The scheme of the window's own page. Not `file://`: a page from there could read other files. */
export const APP_SCHEME = 'app'
const APP_HOST = 'console'

/** The origin of the page, as Electron reports it for a sender. */
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`
export const APP_PAGE = `${APP_ORIGIN}/`

/** Whether an address is within the window's own page. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === ''
}
