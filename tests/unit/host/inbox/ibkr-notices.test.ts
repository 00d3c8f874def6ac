import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainText, readAnnouncement, readFyiNotifications } from '../../../../src/host/inbox/ibkr-notices.ts'
import { propertyRuns } from '../../../process/property-runs.ts'

test('converts the HTML of IBKR to plain text', () => {
  const html =
    '<html><p>Margin&nbsp;&amp; risk</p>\n  <ul><li>5 &lt; 6</li></ul><script>alert(1)</script>a &#8364; b</html>'
  expect(plainText(html)).toBe('Margin & risk\n5 < 6\na € b')
})

test('throws no error for any text or response', () => {
  fc.assert(
    fc.property(fc.string(), fc.anything(), (text, body) => {
      expect(plainText(`${text}&#999999;<`).length).toBeLessThanOrEqual(16_010)
      expect(Array.isArray(readFyiNotifications(body))).toBe(true)
      expect(Array.isArray(readFyiNotifications([body, { ID: 1, D: text, MS: text, MD: text }]))).toBe(true)
    }),
    { numRuns: propertyRuns(2_000) },
  )
})

test('reads notifications oldest first, with the time and the read mark of IBKR', () => {
  const row = { R: 1, D: '1702469440.0', MS: 'FYI: Dividends', MD: '<html>Pays.</html>', ID: '20231213', FC: 'DA' }
  const rows = [{ ...row, ID: 'newer', R: 0 }, row, { ...row, D: 'never' }, null, 7]
  expect(readFyiNotifications(rows)).toMatchObject([
    { title: 'FYI: Dividends', detail: 'Pays.', at: 1_702_469_440_000, isRead: true, source: { id: 'fyi 20231213' } },
    { isRead: false, source: { id: 'fyi newer' } },
  ])
  expect(readFyiNotifications({ status: 'waiting for reply' })).toEqual([])
})

test('links a notice only to pages of IBKR', () => {
  const read = (url: string) => readAnnouncement({ kind: 'notice', at: 0, text: 'x', url })?.link
  expect(read('https://www.interactivebrokers.com/notice?x=1')).toEqual({
    kind: 'web',
    url: 'https://www.interactivebrokers.com/notice?x=1',
  })
  for (const url of ['http://ibkr.com/', 'https://ibkr.com.evil.example/', 'javascript:alert(1)', 'nothing'])
    expect(read(url)).toBeUndefined()
})

test('links a prompt to its order', () => {
  const prompt = { kind: 'prompt', at: 0, orderId: '7', requestId: 'r', text: 'Sure?', options: ['Yes'] } as const
  expect(readAnnouncement(prompt)).toMatchObject({
    kind: 'notice',
    body: '',
    detail: 'Sure?',
    link: { kind: 'order', orderId: '7' },
  })
  expect(readAnnouncement({ kind: 'accounts', at: 0, accounts: [] })).toBeUndefined()
})
