import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LayoutsService } from '../../../src/host/layouts/layouts-service.ts'
import { blotterLayout } from '../../../src/shared/contract/schemas.ts'
import { type BlotterLayout, DEFAULT_LAYOUT, MAX_NAMED_LAYOUTS } from '../../../src/shared/domain/blotter-layout.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-layouts-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const open = (profiles = ['practice', 'mine']): LayoutsService =>
  new LayoutsService({ home, now: () => 0, profileIds: () => profiles })
const bySymbol: BlotterLayout = {
  filter: { part: 'working', text: 'aapl', side: 'BUY' },
  sort: { key: 'symbol', direction: 'ascending' },
  columns: { order: ['symbol', 'time'], hidden: ['stop'], widths: { symbol: 200 } },
}

describe('saved layouts of the blotter', () => {
  test('restores the layouts of each profile after a restart', () => {
    const layouts = open()
    layouts.saveCurrent('practice', bySymbol)
    layouts.save('mine', 'Buys', bySymbol)
    expect(open().feed.snapshot()).toEqual({
      practice: { current: bySymbol, named: [] },
      mine: { named: [{ name: 'Buys', layout: bySymbol }] },
    })
  })

  test('sends layouts to every window', () => {
    const layouts = open()
    const updates: unknown[] = []
    layouts.feed.subscribe((items) => updates.push(...items))
    layouts.save('practice', 'Buys', bySymbol)
    layouts.delete('practice', 'Buys')
    expect(updates).toEqual([
      { practice: { named: [{ name: 'Buys', layout: bySymbol }] } },
      { practice: { named: [] } },
    ])
  })

  test('rejects a layout with stored widths for more than 100 columns', () => {
    const widths = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`c${index}`, 50]))
    const isValid = (columns: BlotterLayout['columns']) => blotterLayout.safeParse({ ...bySymbol, columns }).success
    expect(isValid({ ...bySymbol.columns, widths })).toBe(false)
    const { c100: _, ...fewer } = widths
    expect(isValid({ ...bySymbol.columns, widths: fewer })).toBe(true)
  })

  test('stores one layout per name, up to a limit', () => {
    const layouts = open()
    for (let index = 0; index < MAX_NAMED_LAYOUTS; index += 1) layouts.save('practice', `View ${index}`, DEFAULT_LAYOUT)
    layouts.save('practice', 'View 3', bySymbol)
    expect(layouts.feed.snapshot()['practice']?.named[3]).toEqual({ name: 'View 3', layout: bySymbol })
    expect(() => layouts.save('practice', 'One more', bySymbol)).toThrow(/Delete one first/)
  })

  test('removes the layouts of a profile together with the profile', () => {
    open().save('mine', 'Buys', bySymbol)
    const layouts = open(['practice'])
    layouts.saveCurrent('practice', DEFAULT_LAYOUT)
    expect(Object.keys(open().feed.snapshot())).toEqual(['practice'])
    expect(() => layouts.saveCurrent('mine', DEFAULT_LAYOUT)).toThrow(/profile does not exist/)
  })

  test.each([
    ['invalid', '{"schemaVersion": 1, "profiles": {"practice": 5}}'],
    ['damaged', '{"schemaVersion": 1, "prof'],
    ['of a newer version', '{"schemaVersion": 99, "profiles": {}}'],
  ])('quarantines a layouts file that is %s, starts without layouts, and shows one notice', (_, text) => {
    writeFileSync(join(home, 'layouts.json'), text)
    const layouts = open()
    expect(layouts.notice).toContain('could not be read')
    expect(layouts.feed.snapshot()).toEqual({})
    const quarantined = readdirSync(home).filter((name) => name.startsWith('layouts.json.broken-'))
    expect(quarantined).toHaveLength(1)
    expect(readFileSync(join(home, quarantined[0] ?? ''), 'utf8')).toBe(text)
    // The next start has nothing to report.
    expect(open().notice).toBeUndefined()
  })

  test('migrates the layouts from the looks.json of version 0.1.0, and keeps looks.json', () => {
    const look = bySymbol
    const profiles = { practice: { last: look, named: [{ name: 'Buys', look }] }, mine: { named: [] } }
    const file = join(home, 'looks.json')
    writeFileSync(file, JSON.stringify({ schemaVersion: 1, profiles }))
    const expected = { practice: { current: look, named: [{ name: 'Buys', layout: look }] }, mine: { named: [] } }
    expect(open().feed.snapshot()).toEqual(expected)
    open().save('mine', 'Buys', bySymbol)
    expect(open().feed.snapshot()).toEqual({ ...expected, mine: { named: [{ name: 'Buys', layout: look }] } })
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ schemaVersion: 1, profiles })
  })

  test('does not read looks.json again after a damaged layouts.json was quarantined', () => {
    const profiles = { mine: { named: [{ name: 'Buys', look: bySymbol }] } }
    writeFileSync(join(home, 'looks.json'), JSON.stringify({ schemaVersion: 1, profiles }))
    writeFileSync(join(home, 'layouts.json'), '{')
    expect(open().feed.snapshot()).toEqual({})
    expect(open().feed.snapshot()).toEqual({})
  })

  test('quarantines an unreadable looks.json of version 0.1.0', () => {
    writeFileSync(join(home, 'looks.json'), '{')
    expect(open().notice).toContain('looks.json could not be read')
    expect(readdirSync(home).some((name) => name.startsWith('looks.json.broken-'))).toBe(true)
  })
})
