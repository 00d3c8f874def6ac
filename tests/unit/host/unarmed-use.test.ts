import { expect, test } from 'vitest'
import { type OutsideNotice, UnarmedUseNotices } from '../../../src/host/safety/unarmed-use.ts'
import { manualClock } from '../client/manual-clock.ts'

function create(name = 'Lab') {
  const clock = manualClock()
  const shown: OutsideNotice[] = []
  const notices = new UnarmedUseNotices({
    clock,
    profile: () => ({ name, environment: 'live' }),
    notify: (notice) => shown.push(notice),
  })
  return {
    clock,
    notices,
    texts: () => shown.map(({ text }) => text.replace(/ \(LIVE\).*$/, '').replace(/\d\d:\d\d:\d\d /g, '')),
  }
}

test('reports the first use at once and combines the uses that follow, of which none is lost', () => {
  const { clock, notices, texts } = create()
  notices.add('cancel of order 1')
  expect(texts()).toEqual(['cancel of order 1'])
  for (let order = 2; order < 7; order += 1) notices.add(`cancel of order ${order}`)
  expect(texts()).toHaveLength(1)
  clock.advance(5_000)
  expect(texts()[1]).toBe('cancel of order 2, cancel of order 3, cancel of order 4 and 2 more')
  notices.add('cancel of order 7')
  expect(texts()).toHaveLength(2)
  clock.advance(5_000)
  expect(texts()[2]).toBe('cancel of order 7')
  clock.advance(5_000)
  notices.add('cancel of order 8')
  expect(texts()[3]).toBe('cancel of order 8')
  clock.advance(5_000)
  expect([texts().length, clock.pending]).toEqual([4, 0])
})

test('reports the uses that wait when the session ends', () => {
  const { clock, notices, texts } = create()
  for (const order of [1, 2]) notices.add(`cancel of order ${order}`)
  notices.flush()
  expect(texts()).toEqual(['cancel of order 1', 'cancel of order 2'])
  clock.advance(10_000)
  expect(texts()).toHaveLength(2)
})

test('removes control characters and line breaks from names that a page or a server can choose', () => {
  const { notices, texts } = create('x”\nConfirmed')
  notices.add('cancel of order 1 \u001b[2JEVIL\nCode: 1')
  expect(texts()).toEqual(['cancel of order 1  [2JEVIL Code: 1'])
})

test('states the time of each use, and where the orders of Practice are', () => {
  const clock = manualClock()
  const shown: OutsideNotice[] = []
  const profile = () => ({ name: 'Lab', environment: 'practice' }) as const
  const notices = new UnarmedUseNotices({ clock, profile, notify: (notice) => shown.push(notice) })
  notices.add('cancel of order 1')
  expect(shown[0]?.text).toMatch(/^\d\d:\d\d:\d\d cancel of order 1 \(PRACTICE\).* check your orders in this console\./)
})
