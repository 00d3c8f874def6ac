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

/** The built window, as both entry points serve it. Only files that existed at the start are opened. */
export interface PageFiles {
  /** `/assets/index-abc.js` → the file; undefined for any other name. */
  find(pathname: string): PageFile | undefined
  /** The page, with the nonce of this load. */
  index(nonce: string): string
}

/** Without `recursive` and `parentPath`: both were wrong in Electron's archives for long (electron#51845). */
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
        // The build puts a hash into every name under assets/.
        cacheControl: pathname.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache',
      }
    },
    index: (nonce) => index.replace(NONCE_MARK, nonce),
  }
}
