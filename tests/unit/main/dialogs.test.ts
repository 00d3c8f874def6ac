import { expect, test, vi } from 'vitest'

interface FakeNotification {
  readonly content: unknown
  readonly listeners: Map<string, () => void>
  isShown: boolean
}
const electron = vi.hoisted(() => ({
  shown: [] as unknown[],
  response: 0,
  notifications: [] as FakeNotification[],
  canNotify: true,
}))
vi.mock('electron', () => ({
  dialog: {
    showMessageBox: async (...args: readonly unknown[]) => {
      electron.shown.push(args.at(-1))
      return { response: electron.response }
    },
  },
  Notification: class implements FakeNotification {
    static isSupported = (): boolean => electron.canNotify
    readonly content: unknown
    readonly listeners = new Map<string, () => void>()
    isShown = false
    constructor(content: unknown) {
      this.content = content
      electron.notifications.push(this)
    }
    on(name: string, listener: () => void): void {
      this.listeners.set(name, listener)
    }
    show(): void {
      this.isShown = true
    }
  },
}))
const { createDialogConfirmation } = await import('../../../src/main/dialogs.ts')
const { showOutsideNotice } = await import('../../../src/main/outside-notices.ts')

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

test('shows a notice outside the page as a notification of the system, or as a dialog where that is not possible', () => {
  electron.shown.length = 0
  showOutsideNotice({ title: 'Sent while not armed', text: 'cancel of order 7' })
  const [first] = electron.notifications
  expect(first).toMatchObject({ content: { title: 'Sent while not armed', body: 'cancel of order 7' }, isShown: true })
  expect(electron.shown).toEqual([])
  first?.listeners.get('failed')?.()
  electron.canNotify = false
  showOutsideNotice({ title: 'Sent while not armed', text: 'cancel of order 8' })
  expect(electron.shown).toMatchObject([
    { message: 'Sent while not armed', detail: 'cancel of order 7' },
    { message: 'Sent while not armed', detail: 'cancel of order 8' },
  ])
})
