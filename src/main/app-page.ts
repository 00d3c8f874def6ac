import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { PageFiles } from '../host/page/page-files.ts'
import { createSecurityHeaders } from '../host/page/security-headers.ts'

/** The scheme of the page's address. `file://` is not used, because a page loaded from there could read other files. */
export const APP_SCHEME = 'app'
const APP_HOST = 'console'

/** The origin of the page, as Electron reports it for the sender of a message. */
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`
export const APP_PAGE = `${APP_ORIGIN}/`

/** Reports whether an address belongs to the console's own page. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === ''
}

/**
 * Returns a handler for requests of the app's scheme. It serves the page, each time with a new nonce, and its files.
 */
export function servePage(files: PageFiles): (request: Pick<Request, 'method' | 'url'>) => Promise<Response> {
  return async ({ method, url }) => {
    const nonce = randomBytes(16).toString('base64')
    const headers = createSecurityHeaders(nonce)
    const refuse = (status: number, text: string): Response =>
      new Response(`${text}\n`, { status, headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' } })
    if (!isOwnAddress(url)) return refuse(403, 'Not an address of the console.')
    if (method !== 'GET') return refuse(405, 'Pages of the console support GET only.')
    const found = files.find(new URL(url).pathname, nonce)
    if (found === undefined) return refuse(404, 'The console has no such file.')
    const { content } = found
    const body = 'html' in content ? content.html : new Uint8Array(await readFile(content.path))
    return new Response(body, { headers: { ...headers, ...found.headers } })
  }
}
