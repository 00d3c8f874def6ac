import { createReadStream } from 'node:fs'
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { openPageFiles } from '../host/page/page-files.ts'

export interface StaticFiles {
  /** Sends a file of the built window. False when there is none. */
  send(pathname: string, response: ServerResponse, headers: OutgoingHttpHeaders): boolean
  sendIndex(response: ServerResponse, headers: OutgoingHttpHeaders, nonce: string): void
}

export function openStaticFiles(folder: string): StaticFiles {
  const files = openPageFiles(folder)
  return {
    send(pathname, response, headers) {
      const file = files.find(pathname)
      if (file === undefined) return false
      response.writeHead(200, { ...headers, 'Content-Type': file.contentType, 'Cache-Control': file.cacheControl })
      createReadStream(file.path)
        .on('error', () => response.destroy())
        .pipe(response)
      return true
    },
    sendIndex(response, headers, nonce) {
      response.writeHead(200, { ...headers, 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
      response.end(files.index(nonce))
    },
  }
}
