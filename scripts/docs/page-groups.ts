/** One group of pages in the sidebar: names without `.md`, or patterns of them, in this sequence. */
interface PageGroup {
  readonly title: string
  readonly pages: readonly (string | RegExp)[]
  readonly collapsed?: true
}

const GROUPS: readonly PageGroup[] = [
  {
    title: 'Library',
    pages: [
      'client/quick-start',
      'client',
      'client/cookbook',
      'client/login',
      'client/configure',
      'client/requests',
      'client/orders',
      'client/session',
      'client/streams',
      'client/socket',
      'client/options',
      'client/errors',
      'client/faults',
      'client/oauth1-arithmetic',
      'client/from-ibkr-client',
      'client/from-ibind',
      'examples',
    ],
  },
  { title: 'Routes', pages: ['routes/index', /^routes\//] },
  { title: 'Simulator', pages: ['simulator', /^simulator/] },
  {
    title: 'Console',
    pages: ['guide/index', 'guide/getting-started', /^guide\//, 'explorer', 'orders', 'stream', 'keys'],
  },
  {
    title: 'Project',
    pages: ['ibkr-facts', 'security', 'architecture', 'contributing', 'desktop-checklist', 'changelog', /^decisions\//],
    collapsed: true,
  },
]

/** Sorts pages into the groups of the sidebar. Throws if no group has a page, because nobody would find it. */
export function groupPages(
  names: readonly string[],
): readonly { readonly title: string; readonly collapsed: boolean; readonly pages: readonly string[] }[] {
  const left = new Set(names)
  const groups = GROUPS.map(({ title, pages, collapsed = false }) => {
    const own = pages.flatMap((page) =>
      [...left].filter((name) => (page instanceof RegExp ? page.test(name) : page === name)),
    )
    const unique = [...new Set(own)]
    for (const name of unique) left.delete(name)
    return { title, collapsed, pages: unique }
  })
  if (left.size > 0) throw new Error(`No group of the sidebar has: ${[...left].join(', ')}. Add it to page-groups.ts.`)
  return groups
}
