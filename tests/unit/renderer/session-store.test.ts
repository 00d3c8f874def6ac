import { describe, expect, it } from 'vitest'
import { applySessionItems, TIMELINE_LIMIT } from '../../../src/renderer/stores/session-store.ts'
import type { TimelineEntry } from '../../../src/shared/domain/session.ts'

const entry = (id: number, text = `entry ${id}`): TimelineEntry => ({ id, at: id, level: 'info', text })
const nothing = { view: undefined, timeline: [] }

describe('session timeline', () => {
  it('keeps each entry once, ordered by ID', () => {
    const first = applySessionItems(nothing, [
      { kind: 'timeline', entry: entry(2) },
      { kind: 'timeline', entry: entry(1) },
    ])
    const second = applySessionItems(first, [{ kind: 'timeline', entry: entry(2, 'again') }])
    expect(second.timeline.map((each) => each.text)).toEqual(['entry 1', 'again'])
  })

  it('keeps the same timeline array when no entry was added', () => {
    const data = applySessionItems(nothing, [{ kind: 'timeline', entry: entry(1) }])
    expect(applySessionItems(data, []).timeline).toBe(data.timeline)
  })

  it('limits the number of timeline entries', () => {
    const items = Array.from({ length: TIMELINE_LIMIT + 20 }, (_, id) => ({
      kind: 'timeline' as const,
      entry: entry(id),
    }))
    const { timeline } = applySessionItems(nothing, items)
    expect(timeline).toHaveLength(TIMELINE_LIMIT)
    expect(timeline.at(-1)?.id).toBe(TIMELINE_LIMIT + 19)
  })
})
