/** A page of the user guide, as it is in the repository. */
export interface GuidePage {
  /** The name of its file, such as `ticket.md`. */
  readonly file: string
  readonly title: string
  readonly markdown: string
}

const TEXTS: Readonly<Record<string, string>> = import.meta.glob<string>(
  ['../../../../docs/guide/*.md', '../../../../docs/keys.md'],
  { query: '?raw', import: 'default', eager: true },
)

const byFile = new Map(Object.entries(TEXTS).map(([path, text]) => [fileOf(path), text]))

function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The pages in the order of the guide's contents. A page that the contents do not list is at the end. */
export const GUIDE_PAGES: readonly GuidePage[] = listPages()

function listPages(): readonly GuidePage[] {
  const contents = byFile.get('README.md') ?? ''
  const listed = Array.from(contents.matchAll(/^\* \[.+?\]\((.+?)\)/gm), ([, target = '']) => fileOf(target))
  const files = [...new Set([...listed, ...byFile.keys()])].filter((file) => byFile.has(file) && file !== 'README.md')
  return files.map((file) => {
    const markdown = byFile.get(file) ?? ''
    return { file, title: /^# (.+)$/m.exec(markdown)?.[1] ?? file, markdown }
  })
}

export interface GuideTarget {
  readonly file: string
  /** The id of a heading; empty for the beginning of the page. */
  readonly heading: string
}

/** Returns the page and heading of a link in a page; undefined for a link that leaves the guide. */
export function findTarget(link: string, from: string): GuideTarget | undefined {
  if (/^[a-z]+:/i.test(link)) return undefined
  const [path = '', heading = ''] = link.split('#')
  const file = path === '' ? from : fileOf(path)
  return GUIDE_PAGES.some((page) => page.file === file) ? { file, heading } : undefined
}

/** Returns the id of a heading, which links of the repository use too: `Find a contract` is `find-a-contract`. */
export function idOfHeading(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}

/** Returns the pages that contain every word of the query, those with a word in their title first. */
export function searchPages(query: string): readonly GuidePage[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const found = GUIDE_PAGES.filter(({ markdown }) => words.every((word) => markdown.toLowerCase().includes(word)))
  const isNamed = ({ title }: GuidePage): boolean => words.some((word) => title.toLowerCase().includes(word))
  return [...found.filter(isNamed), ...found.filter((page) => !isNamed(page))]
}
