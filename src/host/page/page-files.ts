import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join, relative, sep } from 'node:path'

const HTML_TYPE = 'text/html; charset=utf-8'
const TYPES: Readonly<Record<string, string>> = {
  '.html': HTML_TYPE,
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
}

/** Matches the placeholder in the built index.html that the nonce of the page replaces. */
const NONCE_MARK = /__CSP_NONCE__/g

/** A page or one of its files, for the response to a browser or desktop window. */
interface PageResource {
  readonly headers: { readonly 'Content-Type': string; readonly 'Cache-Control': string }
  /** The HTML of the page as a string, or the path of a file. */
  readonly content: { readonly html: string } | { readonly path: string }
}

/**
 * The files of the built window, which the desktop shell and browser mode serve. Only files that existed at the start
 * are opened.
 */
export interface PageFiles {
  /**
   * Returns the page for `/`, with the nonce of this page load, or a file such as `/assets/index-abc.js`. Returns
   * undefined for other paths.
   */
  find(pathname: string, nonce: string): PageResource | undefined
}

/**
 * Lists the files of a folder and its subfolders. Does not use `recursive` and `parentPath`, which were wrong in
 * Electron's archives for a long time (electron#51845).
 */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(path) : [path]
  })
}

export function openPageFiles(folder: string): PageFiles {
  const names = filesIn(folder).filter((path) => basename(path) !== 'index.html' && !path.endsWith('.map'))
  const files = new Map(names.map((name) => [`/${relative(folder, name).split(sep).join('/')}`, name]))
  const index = readFileSync(join(folder, 'index.html'), 'utf8')

  return {
    find(pathname, nonce) {
      if (pathname === '/') {
        const headers = { 'Content-Type': HTML_TYPE, 'Cache-Control': 'no-store' }
        return { headers, content: { html: index.replace(NONCE_MARK, nonce) } }
      }
      const path = files.get(pathname)
      if (path === undefined) return undefined
      return {
        headers: {
          'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
          // The build adds a hash to every name in assets/, so these files never change.
          'Cache-Control': pathname.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache',
        },
        content: { path },
      }
    },
  }
}
