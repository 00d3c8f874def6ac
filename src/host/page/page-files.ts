import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join, relative, sep } from 'node:path'

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

/** Replaced by the page's nonce in the built index.html. */
const NONCE_MARK = /__CSP_NONCE__/g

export interface PageFile {
  readonly path: string
  readonly contentType: string
  readonly cacheControl: string
}

/**
 * The files of the built window, which the desktop shell and browser mode serve. Only files that existed at the start
 * are opened.
 */
export interface PageFiles {
  /** Finds the file of a path such as `/assets/index-abc.js`; undefined for any other path. */
  find(pathname: string): PageFile | undefined
  /** The HTML page, with the nonce of this page load. */
  index(nonce: string): string
}

/**
 * `recursive` and `parentPath` are not used: both were wrong in Electron's archives for a long time (electron#51845).
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
    find(pathname) {
      const path = files.get(pathname)
      if (path === undefined) return undefined
      return {
        path,
        contentType: TYPES[extname(path)] ?? 'application/octet-stream',
        // The build adds a hash to every name under assets/, so these files never change.
        cacheControl: pathname.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache',
      }
    },
    index: (nonce) => index.replace(NONCE_MARK, nonce),
  }
}
