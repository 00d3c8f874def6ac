import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitepress'

/** Written by scripts/docs.mjs, like the pages. */
const { sidebar, referenceSidebar } = JSON.parse(readFileSync(new URL('../out/sidebar.json', import.meta.url), 'utf8'))

/** Ids of headings as on GitHub, so that the links of the pages work in both places. */
function slugify(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')
}

/** Rates the pages in a search: texts written for users before descriptions of single exports. */
function boostPage(id) {
  if (/changelog|contributing|decisions\/|architecture/.test(id)) return 0.3
  if (id.includes('/reference/')) return 0.6
  return /\/client\/|simulator/.test(id) ? 1.5 : 1
}

/** Leaves words out of a search that are in most questions, because each page has them. */
function searchTerm(term) {
  const word = term.toLowerCase()
  return /^(?:a|an|and|are|by|can|do|does|for|from|how|i|in|is|it|my|of|on|or|the|to|what|with)$/.test(word)
    ? null
    : word
}

export default defineConfig({
  title: 'IBKR Web API tools',
  description: "Client library, simulator and console for Interactive Brokers' Web API",
  lang: 'en',
  base: process.env.DOCS_BASE ?? '/',
  srcDir: 'out/pages',
  outDir: 'out/site',
  cacheDir: 'out/cache',
  srcExclude: ['**/README.md'],
  lastUpdated: false,
  markdown: {
    anchor: { slugify },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(md) {
      const fence = md.renderer.rules.fence
      md.renderer.rules.fence = (tokens, index, ...rest) => {
        const token = tokens[index]
        // VitePress highlights the line with the number in `run=oauth1`.
        token.info = token.info.replace(/ run=.*/, '')
        return token.info === 'mermaid'
          ? `<MermaidDiagram code="${encodeURIComponent(token.content).replaceAll("'", '%27')}" />`
          : fence(tokens, index, ...rest)
      }
      // Variables of the console look like templates of the site generator.
      for (const rule of ['text', 'code_inline']) {
        const render = md.renderer.rules[rule]
        md.renderer.rules[rule] = (...parts) => render(...parts).replaceAll('{{', '&#123;&#123;')
      }
    },
  },
  vite: {
    // The pages are in an ignored folder with its own names.
    publicDir: '../../public',
    build: { chunkSizeWarningLimit: 5_000 },
  },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        detailedView: false,
        miniSearch: {
          options: { processTerm: searchTerm },
          searchOptions: {
            boostDocument: boostPage,
            // A short word with other letters is another word.
            fuzzy: (term) => (term.length > 4 ? 0.2 : false),
            prefix: true,
            boost: { title: 4, text: 2, titles: 1 },
          },
        },
      },
    },
    outline: { level: [2, 3] },
    nav: [
      { text: 'Quick start', link: '/client/quick-start' },
      { text: 'Library', link: '/client', activeMatch: '^/client(?!/quick-start)' },
      { text: 'Routes', link: '/routes/', activeMatch: '^/routes/' },
      { text: 'Reference', link: '/reference/', activeMatch: '^/reference/' },
      { text: 'Simulator', link: '/simulator' },
      { text: 'Console', link: '/guide/', activeMatch: '^/guide/' },
    ],
    sidebar: { '/reference/': referenceSidebar, '/': sidebar },
    docFooter: { prev: 'Previous', next: 'Next' },
    footer: { message: 'MIT licence. Not affiliated with Interactive Brokers.' },
  },
})
