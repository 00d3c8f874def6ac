import { expect, it } from 'vitest'
import { REFUSED, UNKNOWN_WINDOW } from '../../../src/renderer/platform/web-socket-transport.ts'
import { type LinkView, nextLinkView } from '../../../src/renderer/stores/link-store.ts'

const starting: LinkView = { state: { kind: 'connecting', attempt: 1 }, wasOpen: false }
const down = { kind: 'down', reason: 'gone', retryAt: 2_000 } as const

it('reports no outage during the first connection attempt', () => {
  expect(nextLinkView(starting, { kind: 'connecting', attempt: 1 }, 1_000).downSince).toBeUndefined()
})

it('keeps the start time of an outage during all connection attempts', () => {
  const lost = nextLinkView(nextLinkView(starting, { kind: 'open' }, 0), down, 1_000)
  const trying = nextLinkView(lost, { kind: 'connecting', attempt: 1 }, 1_500)
  const lostAgain = nextLinkView(trying, down, 2_500)
  expect(lostAgain).toMatchObject({ wasOpen: true, downSince: 1_000 })
})

it("keeps the host's reason when a less specific failure follows", () => {
  const lost = nextLinkView(nextLinkView(starting, { kind: 'open' }, 0), { ...down, reason: 'Stopped.' }, 1_000)
  const failed = nextLinkView(lost, { ...down, reason: REFUSED }, 2_000)
  expect(failed.reason).toBe('Stopped.')
  expect(nextLinkView(failed, { ...down, reason: UNKNOWN_WINDOW }, 3_000).reason).toBe(UNKNOWN_WINDOW)
})

it('ends the outage when the window reconnects', () => {
  const back = nextLinkView(nextLinkView(starting, down, 1_000), { kind: 'open' }, 3_000)
  expect(back).toEqual({ state: { kind: 'open' }, wasOpen: true })
})
