import { beforeEach, describe, expect, it } from 'vitest'
import { closeOverlay, closerOfThis, openOverlay, useOverlayStore } from '../../../src/renderer/stores/overlay-store.ts'

const kind = () => useOverlayStore.getState().overlay.kind

beforeEach(closeOverlay)

describe('a dialog that waits for a response', () => {
  it('is closed once the response arrives', () => {
    openOverlay({ kind: 'add-gateway' })
    const close = closerOfThis()
    expect(close()).toBe(true)
    expect(kind()).toBe('none')
  })

  it('closes no dialog that was opened since, also not the same one again', () => {
    for (const since of ['palette', 'add-gateway'] as const) {
      openOverlay({ kind: 'add-gateway' })
      const close = closerOfThis()
      closeOverlay()
      openOverlay({ kind: since })
      expect(close()).toBe(false)
      expect(kind()).toBe(since)
    }
  })

  it('reports that it was closed meanwhile', () => {
    openOverlay({ kind: 'add-gateway' })
    const close = closerOfThis()
    closeOverlay()
    expect(close()).toBe(false)
  })
})
