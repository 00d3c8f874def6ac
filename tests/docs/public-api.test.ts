import { describe, expect, test } from 'vitest'
import { ENTRIES, listPublicItems, type PublicItem } from './public-api.ts'

const packages = Object.entries(ENTRIES).map(([name, entry]) => [name, listPublicItems(entry)] as const)

describe.each(packages)('public API of %s', (_name, items) => {
  const isExport = ({ kind }: PublicItem): boolean => kind !== 'member'

  test('has a comment for each export', () => {
    expect(undescribed(items.filter(isExport))).toEqual([])
  })

  test('has a comment for at least 97 % of the members', () => {
    const members = items.filter((item) => !isExport(item))
    const missing = undescribed(members)
    expect(1 - missing.length / members.length, missing.join('\n')).toBeGreaterThanOrEqual(0.97)
  })

  test('has a runnable example for each function and class', () => {
    const needed = items.filter(({ kind }) => kind === 'function' || kind === 'class')
    expect(needed.filter(({ comment }) => !/@example\n```ts run=/.test(comment ?? '')).map(title)).toEqual([])
    expect(items.filter(({ comment }) => /@example(?!\n```ts run=)/.test(comment ?? '')).map(title)).toEqual([])
  })
})

function undescribed(items: readonly PublicItem[]): readonly string[] {
  return items.filter(({ comment }) => comment === undefined || comment === '').map(title)
}

function title({ name, where }: PublicItem): string {
  return `${where} ${name}`
}
