import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Returns the broken links and images of a built site, each with the page that contains it. A link is broken if its
 * page, file or heading does not exist.
 */
export function findBrokenLinks(folder: string): readonly string[] {
  const files = new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/')),
  )
  const pages = new Map(
    [...files]
      .filter((name) => name.endsWith('.html'))
      .map((name) => {
        const html = readFileSync(join(folder, name), 'utf8')
        const ids = new Set(Array.from(html.matchAll(/ id="([^"]+)"/g), ([, id = '']) => decode(id)))
        return [name, { html, ids }] as const
      }),
  )
  return [...pages].flatMap(([page, { html }]) =>
    Array.from(html.matchAll(/<(?:a|img|link|script)\b[^>]*? (?:href|src)="([^"]+)"/g), ([, link = '']) => decode(link))
      .filter((link) => !exists(link, page))
      .map((link) => `${page}: ${link}`),
  )

  function exists(link: string, page: string): boolean {
    if (/^(https?:|mailto:|data:)/.test(link)) return true
    const [path = '', id] = link.split('#')
    const target = path === '' ? page : targetOf(decodeURI(path), page)
    if (!files.has(target)) return false
    return id === undefined || id === '' || pages.get(target)?.ids.has(decodeURIComponent(id)) === true
  }
}

function targetOf(path: string, page: string): string {
  const file = path.startsWith('/') ? path.slice(1) : join(dirname(page), path)
  return file === '' || file.endsWith('/') ? `${file}index.html` : file
}

function decode(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&#39;', "'")
}
