import { expect, test, vi } from 'vitest'

const electron = vi.hoisted(() => ({ shown: [] as unknown[], response: 0 }))
vi.mock('electron', () => ({
  dialog: {
    showMessageBox: async (_window: unknown, options: unknown) => {
      electron.shown.push(options)
      return { response: electron.response }
    },
  },
}))
const { createDialogConfirmation } = await import('../../../src/main/dialogs.ts')

const request = { kind: 'arm-live', text: 'Arm LIVE for 15 minutes.' } as const

function port(window: { readonly isDestroyed: () => boolean } | undefined) {
  const found = createDialogConfirmation(() => window as never)
  return found.kind === 'dialog' ? found : expect.unreachable('another port')
}

test('names the operation, cancels on Enter and Escape, and confirms only with the confirm button', async () => {
  const { signal } = new AbortController()
  const { ask } = port({ isDestroyed: () => false })
  expect(await ask(request, signal)).toBe(false)
  electron.response = 1
  expect(await ask(request, signal)).toBe(true)
  expect(electron.shown[0]).toMatchObject({
    message: 'Arm this LIVE profile?',
    detail: expect.stringContaining('Arm LIVE for 15 minutes.'),
    buttons: ['Cancel', 'Arm LIVE'],
    defaultId: 0,
    cancelId: 0,
    signal,
  })
})

test.each([undefined, { isDestroyed: () => true }])('rejects a confirmation without a window', async (window) => {
  await expect(port(window).ask(request, new AbortController().signal)).rejects.toMatchObject({ code: 'not-available' })
})
