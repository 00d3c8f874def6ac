import { beforeEach, describe, expect, it } from 'vitest'
import { closeOverlay, closerOfThis, openOverlay, useOverlayStore } from '../../../src/renderer/stores/overlay-store.ts'

const kind = () => useOverlayStore.getState().overlay.kind

beforeEach(closeOverlay)

describe('a dialog that waits for an answer', () => {
  it('is closed by it', () => {
    openOverlay({ kind: 'add-gateway' })
    const close = closerOfThis()
    expect(close()).toBe(true)
    expect(kind()).toBe('none')
  })

  it('and was closed meanwhile, leaves alone what was opened since: another one, or itself again', () => {
    for (const since of ['palette', 'add-gateway'] as const) {
      openOverlay({ kind: 'add-gateway' })
      const close = closerOfThis()
      closeOverlay()
      openOverlay({ kind: since })
      expect(close()).toBe(false)
      expect(kind()).toBe(since)
    }
  })

  it('and was closed meanwhile, knows so', () => {
    openOverlay({ kind: 'add-gateway' })
    const close = closerOfThis()
    closeOverlay()
    expect(close()).toBe(false)
  })
})
