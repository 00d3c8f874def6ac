import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LooksService } from '../../../src/host/looks/looks-service.ts'
import { type BlotterLook, FIRST_LOOK, MAX_NAMED_LOOKS } from '../../../src/shared/domain/blotter-look.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-looks-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const open = (profiles = ['practice', 'mine']): LooksService =>
  new LooksService({ home, now: () => 0, profileIds: () => profiles })
const bySymbol: BlotterLook = {
  filter: { part: 'working', text: 'aapl', side: 'BUY' },
  sort: { key: 'symbol', direction: 'ascending' },
  columns: { order: ['symbol', 'time'], hidden: ['stop'], widths: { symbol: 200 } },
}

describe('how orders are looked at', () => {
  test('is there again after a restart, for each profile', () => {
    const looks = open()
    looks.remember('practice', bySymbol)
    looks.name('mine', 'Buys', bySymbol)
    expect(open().feed.snapshot()).toEqual({
      practice: { last: bySymbol, named: [] },
      mine: { named: [{ name: 'Buys', look: bySymbol }] },
    })
  })

  test('is told to every window', () => {
    const looks = open()
    const told: unknown[] = []
    looks.feed.subscribe((items) => told.push(...items))
    looks.name('practice', 'Buys', bySymbol)
    looks.forget('practice', 'Buys')
    expect(told).toEqual([{ practice: { named: [{ name: 'Buys', look: bySymbol }] } }, { practice: { named: [] } }])
  })

  test('keeps one view under one name, and no more of them than a list can hold', () => {
    const looks = open()
    for (let index = 0; index < MAX_NAMED_LOOKS; index += 1) looks.name('practice', `View ${index}`, FIRST_LOOK)
    looks.name('practice', 'View 3', bySymbol)
    expect(looks.feed.snapshot()['practice']?.named[3]).toEqual({ name: 'View 3', look: bySymbol })
    expect(() => looks.name('practice', 'One more', bySymbol)).toThrow(/Delete one first/)
  })

  test('goes with its profile', () => {
    open().name('mine', 'Buys', bySymbol)
    const looks = open(['practice'])
    looks.remember('practice', FIRST_LOOK)
    expect(Object.keys(open().feed.snapshot())).toEqual(['practice'])
    expect(() => looks.remember('mine', FIRST_LOOK)).toThrow(/no such profile/)
  })

  test('begins anew beside a file that cannot be read, which is kept', () => {
    writeFileSync(join(home, 'looks.json'), '{"schemaVersion": 1, "profiles": {"practice": 5}}')
    const looks = open()
    expect(looks.notice).toContain('could not be read')
    expect(looks.feed.snapshot()).toEqual({})
    expect(readdirSync(home).some((name) => name.startsWith('looks.json.broken-'))).toBe(true)
  })
})
