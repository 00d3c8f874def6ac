import { beforeEach, describe, expect, it } from 'vitest'
import { closeOverlay, closerOfThis, openOverlay, useOverlayStore } from '../../../src/renderer/stores/overlay-store.ts'

const kind = () => useOverlayStore.getState().overlay.kind

beforeEach(closeOverlay)

describe('dialog waiting for a response', () => {
  it('closes the dialog when the response arrives', () => {
    openOverlay({ kind: 'add-gateway' })
    const close = closerOfThis()
    expect(close()).toBe(true)
    expect(kind()).toBe('none')
  })

  it('does not close a dialog that was opened later', () => {
    for (const since of ['palette', 'add-gateway'] as const) {
      openOverlay({ kind: 'add-gateway' })
      const close = closerOfThis()
      closeOverlay()
      openOverlay({ kind: since })
      expect(close()).toBe(false)
      expect(kind()).toBe(since)
    }
  })

  it('reports that the dialog was closed before the response arrived', () => {
    openOverlay({ kind: 'add-gateway' })
    const close = closerOfThis()
    closeOverlay()
    expect(close()).toBe(false)
  })
})
