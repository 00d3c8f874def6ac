import { expect, test, vi } from 'vitest'
import {
  changeNotifications,
  receiveNotifications,
  useNotificationsStore,
} from '../../../src/renderer/features/notifications/notifications-store.ts'

const saved = vi.hoisted((): (() => void)[] => [])
vi.mock('../../../src/renderer/platform/host-link.ts', () => ({
  hostLink: () => ({ call: () => new Promise<void>((resolve) => saved.push(resolve)) }),
}))

type Received = Parameters<typeof receiveNotifications>[0]
type Settings = Received['settings']

const settings = (from: string, on: boolean): Settings => ({ quietHours: { on, from, to: '07:00' } }) as Settings
const view = (of: Settings): Received => ({ settings: of }) as Received

test('keeps the newest change when older settings arrive from the host', async () => {
  receiveNotifications(view(settings('22:00', false)))
  const first = changeNotifications(settings('22:00', true))
  const second = changeNotifications(settings('23:30', true))

  receiveNotifications(view(settings('22:00', true)))
  expect(useNotificationsStore.getState().view?.settings).toEqual(settings('23:30', true))

  for (const resolve of saved) resolve()
  await Promise.all([first, second])
  receiveNotifications(view(settings('21:00', true)))
  expect(useNotificationsStore.getState().view?.settings).toEqual(settings('21:00', true))
})
