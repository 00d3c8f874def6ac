import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
}

/** Where the page's nonce goes: the built index.html carries this text. */
const NONCE_MARK = /__CSP_NONCE__/g

export interface StaticFiles {
  /** Sends a file of the built window. False when there is none: only names listed at start are ever opened. */
  send(pathname: string, response: ServerResponse, headers: OutgoingHttpHeaders): boolean
  sendIndex(response: ServerResponse, headers: OutgoingHttpHeaders, nonce: string): void
}

export function openStaticFiles(folder: string): StaticFiles {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'index.html' && !entry.name.endsWith('.map'))
    .map((entry) => join(entry.parentPath, entry.name))
  const files = new Map(names.map((name) => [`/${relative(folder, name).split(sep).join('/')}`, name]))
  const index = readFileSync(join(folder, 'index.html'), 'utf8')

  return {
    send(pathname, response, headers) {
      const file = files.get(pathname)
      if (file === undefined) return false
      response.writeHead(200, {
        ...headers,
        'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
        // The build puts a hash into every name under assets/.
        'Cache-Control': pathname.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache',
      })
      createReadStream(file)
        .on('error', () => response.destroy())
        .pipe(response)
      return true
    },
    sendIndex(response, headers, nonce) {
      response.writeHead(200, { ...headers, 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
      response.end(index.replace(NONCE_MARK, nonce))
    },
  }
}
