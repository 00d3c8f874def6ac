import type { SeededRandom } from './seeded-random.ts'

/** Setting that decides whether the user receives one kind of notification. */
interface FyiSetting {
  readonly enabled: boolean
  readonly disclaimerRead: boolean
}

/** A device that receives notifications. */
interface Device {
  readonly id: string
  readonly name: string
  readonly uiName: string
  readonly enabled: boolean
}

/** One notification. */
export interface FyiNotification {
  /** Id of the notification: digits that begin with its date. */
  readonly id: string
  readonly typecode: string
  /** Time when the notification was sent, in simulator time. */
  readonly at: number
  readonly title: string
  readonly text: string
  readonly read: boolean
}

/** The user's notifications, notification settings and devices. */
export interface FyiNotifications {
  readonly settings: ReadonlyMap<string, FyiSetting>
  /** Changes a setting. An unknown typecode is ignored. */
  change(typecode: string, change: Partial<FyiSetting>): void
  email(): boolean
  setEmail(enabled: boolean): void
  devices(): readonly Device[]
  /** Adds a device or changes the device with the same id. */
  saveDevice(device: Device): void
  /** Removes a device. Returns false for an unknown id. */
  removeDevice(id: string): boolean
  /** Returns all notifications, newest first. */
  notifications(): readonly FyiNotification[]
  /** Marks a notification as read. Returns undefined for an unknown id. */
  markRead(id: string): FyiNotification | undefined
}

const millisecondsPerDay = 86_400_000
const maxDevices = 100
/** Typecodes of the initial notifications, newest first. */
const opening = ['PF', 'DA', 'EA', 'AA', 'SM', 'PF', 'OE', 'DA', 'TI', 'PF', 'AA', 'SM', 'EA', 'PS']

/** Creates notifications of past days. The newest four are unread. */
export function createFyiNotifications(random: SeededRandom, now: () => number): FyiNotifications {
  const settings = new Map(
    [...notificationTypecodes.keys()].map((code): [string, FyiSetting] => [
      code,
      { enabled: true, disclaimerRead: false },
    ]),
  )
  const devices = new Map<string, Device>()
  let email = true
  let notifications: readonly FyiNotification[] = opening.map((typecode, days) => {
    const at = now() - days * millisecondsPerDay - random.integer(0, 3600) * 1000
    const day = new Date(at).toISOString().slice(0, 10).replaceAll('-', '')
    const name = notificationTypecodes.get(typecode) ?? typecode
    return {
      id: `${day}${random.integer(10_000_000, 99_999_999)}`,
      ...{ typecode, at, title: `FYI: ${name}` },
      text: `<html>A notification of the simulated kind ${typecode}: ${name}.</html>`,
      read: days >= 4,
    }
  })
  return {
    settings,
    change: (typecode, change) => {
      const before = settings.get(typecode)
      if (before !== undefined) settings.set(typecode, { ...before, ...change })
    },
    email: () => email,
    setEmail: (enabled) => {
      email = enabled
    },
    devices: () => [...devices.values()],
    saveDevice: (device) => {
      if (devices.size < maxDevices || devices.has(device.id)) devices.set(device.id, device)
    },
    removeDevice: (id) => devices.delete(id),
    notifications: () => notifications,
    markRead: (id) => {
      notifications = notifications.map((each) => (each.id === id ? { ...each, read: true } : each))
      return notifications.find((each) => each.id === id)
    },
  }
}

/** Names of the kinds of notifications, by typecode. */
export const notificationTypecodes: ReadonlyMap<string, string> = new Map([
  ['BA', 'Borrow Availability'],
  ['CA', 'Comparable Algo'],
  ['DA', 'Dividends Advisory'],
  ['EA', 'Upcoming Earnings'],
  ['MF', 'Mutual Fund Advisory'],
  ['OE', 'Option Expiration'],
  ['PR', 'Portfolio Builder Rebalance'],
  ['SE', 'Suspend Order on Economic Event'],
  ['SG', 'Short Term Gain turning Long Term'],
  ['SM', 'System Messages'],
  ['T2', 'Assignment Realizing Long-Term Gains'],
  ['TO', 'Takeover'],
  ['UA', 'User Alert'],
  ['M8', 'M871 Trades'],
  ['PS', 'Platform Use Suggestions'],
  ['DL', 'Unexercised Option Loss Prevention Reminder'],
  ['PT', 'Position Transfer'],
  ['CB', 'Missing Cost Basis'],
  ['MS', 'Milestones'],
  ['TD', 'MiFID 10% Deprecation Notice'],
  ['ST', 'Save Taxes'],
  ['TI', 'Trade Idea'],
  ['CT', 'Cash Transfer'],
  ['AA', 'Account Activity'],
  ['PF', 'Analyst Ratings'],
  // Typecodes observed in the settings of live accounts, with unknown names.
  ...['BR', 'EH', 'NP', 'NS', 'OI', 'PC', 'SL', 'SP', 'TP'].map((code): [string, string] => [code, `Kind ${code}`]),
])
