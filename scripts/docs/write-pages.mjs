import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runnerImport } from 'vite'

/** Writes the pages of the site below a folder, besides the API reference. Returns the sidebars. */
export async function writePages(folder, reference) {
  cpSync('docs', folder, { recursive: true })
  // The main page of a folder is README.md in a repository, and index.md on a site.
  rename(folder, 'guide/README.md', 'guide/index.md')
  write(folder, 'index.md', readFileSync('site/index.md', 'utf8'))
  write(folder, 'changelog.md', readFileSync('CHANGELOG.md', 'utf8'))
  write(folder, 'examples.md', examplesPage())
  const { module } = await runnerImport('scripts/docs/area-pages.ts')
  const areas = module.createAreaPages()
  write(folder, 'routes/index.md', module.createAreaIndex(areas))
  for (const { area, markdown } of areas) write(folder, `routes/${area}.md`, markdown)
  for (const name of markdownFiles(folder)) adaptLinks(folder, name)
  return { sidebar: await sidebar(folder, areas), referenceSidebar: referenceSidebar(reference) }
}

function write(folder, name, text) {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

function rename(folder, from, to) {
  if (existsSync(join(folder, from))) cpSync(join(folder, from), join(folder, to))
}

function markdownFiles(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md') && !name.endsWith('README.md'))
}

/** Writes one page with the example programs, each below the first sentence of its header. */
function examplesPage() {
  const programs = readdirSync('examples')
    .filter((name) => /\.(mjs|cjs)$/.test(name))
    .map((name) => {
      const text = readFileSync(join('examples', name), 'utf8')
      return `## ${name}\n\n\`\`\`js\n${text}\`\`\`\n`
    })
  return `# Example programs\n\nEach program says in its first lines what it shows and how it is started. The tests run each of them.\n\n${programs.join('\n')}`
}

/** Changes links to files outside the docs folder into links to their pages on the site. */
function adaptLinks(folder, name) {
  const file = join(folder, name)
  const up = '../'.repeat(name.split('/').length - 1)
  const text = readFileSync(file, 'utf8')
  const adapted = text
    .replaceAll(/\]\((?:\.\.\/)+examples\)/g, `](${up}examples.md)`)
    .replaceAll(/\]\((?:\.\.\/)+CHANGELOG\.md\)/g, `](${up}changelog.md)`)
    .replaceAll(/\]\(((?:\.\.\/)*guide\/|)README\.md/g, ']($1index.md')
  // Programs side by side need the whole width.
  const head = text.includes('<table>') ? '---\naside: false\n---\n\n' : ''
  if (head + adapted !== text) writeFileSync(file, head + adapted)
}

async function sidebar(folder, areas) {
  const { module } = await runnerImport('scripts/docs/page-groups.ts')
  const written = markdownFiles(folder)
    .map((name) => name.replace(/\.md$/, ''))
    .filter((name) => name !== 'index' && !/^(reference|routes)\//.test(name))
    .sort()
  const names = [...written, 'routes/index', ...areas.map(({ area }) => `routes/${area}`)]
  return module.groupPages(names).map(({ title, collapsed, pages }) => {
    return { text: title, collapsed, items: pages.map((name) => pageLink(folder, name)) }
  })
}

function pageLink(folder, name) {
  const title = /^# (.+)$/m.exec(readFileSync(join(folder, `${name}.md`), 'utf8'))?.[1] ?? name
  return { text: title.replaceAll('`', ''), link: `/${name.replace(/(^|\/)index$/, '$1')}` }
}

const KINDS = [
  ['Classes', 128, 'classes'],
  ['Functions', 64, 'functions'],
  ['Interfaces', 256, 'interfaces'],
  ['Types', 2_097_152, 'type-aliases'],
  ['Values', 32, 'variables'],
]

/** Returns the sidebar of packages and their exports by kind. In TypeDoc's JSON, a number identifies each kind. */
function referenceSidebar({ children }) {
  return [
    { text: 'All packages', link: '/reference/' },
    ...children.map(({ name, children: members = [] }) => ({
      text: name,
      collapsed: false,
      items: [
        { text: 'Overview', link: `/reference/${name}/` },
        ...KINDS.flatMap(([text, kind, path]) => {
          const own = members.filter((member) => member.kind === kind)
          const items = own.map((member) => ({ text: member.name, link: `/reference/${name}/${path}/${member.name}` }))
          return items.length === 0 ? [] : [{ text, collapsed: true, items }]
        }),
      ],
    })),
  ]
}
