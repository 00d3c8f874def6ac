import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** Serves a folder on 127.0.0.1. Returns the address and the server. */
export async function serveSite(folder, port) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname)
    const wanted = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path))
    const found = [wanted, `${wanted}.html`].find((file) => existsSync(file) && statSync(file).isFile())
    const inside = wanted.startsWith(normalize(folder))
    const file = inside && found !== undefined ? found : join(folder, '404.html')
    response.writeHead(inside && found !== undefined ? 200 : 404, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    })
    createReadStream(file).pipe(response)
  })
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return { server, address: `http://127.0.0.1:${server.address().port}/` }
}
