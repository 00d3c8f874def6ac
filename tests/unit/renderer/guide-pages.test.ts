import { expect, test } from 'vitest'
import { findTarget, GUIDE_PAGES, idOfHeading, searchPages } from '../../../src/renderer/features/guide/guide-pages.ts'

test('lists every page of the guide in the order of its contents', () => {
  expect(GUIDE_PAGES[0]).toMatchObject({ file: 'getting-started.md', title: 'Getting started' })
  expect(GUIDE_PAGES.length).toBeGreaterThan(14)
  expect(GUIDE_PAGES.map(({ file }) => file)).not.toContain('README.md')
})

test('opens a link to a page, to a heading of another page and to a heading of the same page', () => {
  expect(findTarget('charts.md', 'orders.md')).toEqual({ file: 'charts.md', heading: '' })
  expect(findTarget('../guide/ticket.md#find-a-contract', 'orders.md')).toEqual({
    file: 'ticket.md',
    heading: 'find-a-contract',
  })
  expect(findTarget('#names-of-contracts', 'orders.md')).toEqual({ file: 'orders.md', heading: 'names-of-contracts' })
})

test.each(['https://example.com/', '../decisions/0005-secrets-in-answers.md'])(
  'opens no page for the link %s',
  (link) => {
    expect(findTarget(link, 'orders.md')).toBeUndefined()
  },
)

test('every link between pages leads to an existing page and heading', () => {
  const wrong = GUIDE_PAGES.flatMap(({ file, markdown }) =>
    Array.from(markdown.matchAll(/\]\(([^)]+)\)/g), ([, link = '']) => findTarget(link, file)).flatMap((target) => {
      if (target === undefined || target.heading === '') return []
      const page = GUIDE_PAGES.find((each) => each.file === target.file)
      const headings = Array.from(page?.markdown.matchAll(/^#+ (.+)$/gm) ?? [], ([, text = '']) => idOfHeading(text))
      return headings.includes(target.heading) ? [] : [`${file}: ${target.file}#${target.heading}`]
    }),
  )
  expect(wrong).toEqual([])
})

test('finds the pages that contain every word, those that are named first', () => {
  expect(searchPages('kill switch')[0]?.file).toBe('guard-rails.md')
  expect(searchPages('charts')[0]?.file).toBe('charts.md')
  expect(searchPages('xyzzy')).toEqual([])
})
