import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { PageFiles } from '../host/page/page-files.ts'
import { securityHeaders } from '../host/page/security-headers.ts'
import { isOwnAddress } from './app-origin.ts'

/** Answers the requests of the window's own scheme: the page with a nonce of its own each time, and its files. */
export function servePage(files: PageFiles): (request: Pick<Request, 'method' | 'url'>) => Promise<Response> {
  return async ({ method, url }) => {
    const headers = securityHeaders(nonceOfThisLoad())
    if (!isOwnAddress(url)) return refusal(403, 'Not an address of the console.', headers)
    if (method !== 'GET') return refusal(405, 'Pages of the console are only read.', headers)
    const { pathname } = new URL(url)
    if (pathname === '/') return page(files)
    const file = files.find(pathname)
    if (file === undefined) return refusal(404, 'The console has no such file.', headers)
    return new Response(new Uint8Array(await readFile(file.path)), {
      headers: { ...headers, 'Content-Type': file.contentType, 'Cache-Control': file.cacheControl },
    })
  }
}

function page(files: PageFiles): Response {
  const nonce = nonceOfThisLoad()
  return new Response(files.index(nonce), {
    headers: { ...securityHeaders(nonce), 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

function refusal(status: number, text: string, headers: Readonly<Record<string, string>>): Response {
  return new Response(`${text}\n`, { status, headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' } })
}

const nonceOfThisLoad = (): string => randomBytes(16).toString('base64')
