import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** Serves a folder on 127.0.0.1 on this port, or on any free port with 0. */
export async function serveSite(folder: string, port: number): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    const path = pathOf(request.url ?? '/')
    if (path === undefined) {
      response.writeHead(400).end()
      return
    }
    const wanted = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path))
    const found = [wanted, `${wanted}.html`].find((file) => existsSync(file) && statSync(file).isFile())
    const inside = wanted.startsWith(normalize(folder))
    const file = inside && found !== undefined ? found : join(folder, '404.html')
    response.writeHead(inside && found !== undefined ? 200 : 404, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    })
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

/** Returns the path of a request; undefined if its address is malformed. */
function pathOf(address: string): string | undefined {
  try {
    return decodeURIComponent(new URL(address, 'http://localhost').pathname)
  } catch {
    return undefined
  }
}
