import { expect, test, vi } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import type { SessionSupervisor } from '../../../src/client/index.ts'
import { createFeed } from '../../../src/host/feed.ts'
import type { HostError } from '../../../src/host/host-error.ts'
import type { Profile } from '../../../src/host/profiles/profile.ts'
import { SessionService } from '../../../src/host/session/session-service.ts'

const profile: Profile = { kind: 'practice', id: 'one', name: 'One' }
const other: Profile = { kind: 'practice', id: 'two', name: 'Two' }

/** Creates a session that has no behaviour. */
function supervisor(close = async () => undefined): SessionSupervisor {
  const silent = () => () => undefined
  return {
    state: { kind: 'connecting', since: 0, attempt: 1 },
    timeline: [],
    socketState: 'disconnected',
    pacing: { snapshot: () => ({ globalLeft: 10, globalLimit: 10, queued: 0 }) },
    onTimeline: silent,
    onState: silent,
    onTickle: silent,
    onSocketState: silent,
    reconnectNow: () => undefined,
    close,
  } as unknown as SessionSupervisor
}

interface Connected {
  readonly selected?: Profile
  readonly close?: () => Promise<undefined>
  readonly onOpen?: (opened: Profile) => void
}

async function connected({
  selected = profile,
  close,
  onOpen,
}: Connected = {}): Promise<{ service: SessionService; ends: string[] }> {
  const ends: string[] = []
  const service = new SessionService({
    list: {
      selected,
      feed: createFeed(() => ({ profiles: [], selectedId: selected.id })),
      pin: () => true,
      saveAccountKind: () => undefined,
    },
    openClient: async (opened) => {
      onOpen?.(opened)
      return { client: { connect: () => supervisor(close) } as never, close: async () => undefined }
    },
    clock: systemClock,
    unsent: { withdrawChanges: ({ code }: HostError) => void ends.push(code) },
  })
  await service.connect()
  return { service, ends }
}

const unsent = (code: string) => expect.objectContaining({ code, detail: { sent: false } })

test('grants a permission only if armed, connected and for the selected profile', async () => {
  const { service } = await connected()
  expect(() => service.permit('Why.', 'two')).toThrow(unsent('other-profile'))
  expect(() => service.permit('Why.', 'one')()).not.toThrow()
  service.arming.disarm()
  expect(() => service.permit('Why.')).toThrow(unsent('not-armed'))
  expect(() => service.permit('Why.')).toThrow('Why.')
  await service.arming.arm(async () => undefined)
  await service.disconnect()
  expect(() => service.permit('Why.')).toThrow(expect.objectContaining({ code: 'not-connected' }))
})

test('revokes a permission when the profile is disarmed, even if it is armed again', async () => {
  const { service, ends } = await connected()
  const check = service.permit('Why.')
  check()
  service.arming.disarm()
  expect(ends).toEqual(['not-armed'])
  expect(check).toThrow(unsent('not-armed'))
  await service.arming.arm(async () => undefined)
  expect(check).toThrow(unsent('not-armed'))
  expect(service.permit('Why.')).not.toThrow()
  await service.disconnect()
})

test('keeps the environment of the next session while the previous one still closes', async () => {
  let closed = (): void => undefined
  const gateway: Profile = { kind: 'gateway', id: 'one', name: 'One', url: 'https://localhost:5000/v1/api' }
  const closing = (): Promise<undefined> => new Promise((resolve) => (closed = () => resolve(undefined)))
  const { service } = await connected({ selected: gateway, close: closing })
  const disconnected = service.disconnect()
  await service.connect()
  service.arming.updateAccounts({ accounts: ['U7654321'], selected: 'U7654321', paper: false })
  closed()
  await disconnected
  expect(service.environment).toBe('live')
  const ended = service.disconnect()
  closed()
  await ended
})

test('opens no session of the previous profile when the user connects while another profile is selected', async () => {
  const opened: string[] = []
  let closed = (): void => undefined
  const closing = (): Promise<undefined> => new Promise((resolve) => (closed = () => resolve(undefined)))
  const { service } = await connected({ close: closing, onOpen: ({ id }) => opened.push(id) })
  const selected = service.select(other)
  await service.connect()
  const connectedWith = service.openSession
  closed()
  await vi.waitUntil(() => service.openSession !== connectedWith)
  closed()
  await selected
  await service.connect()
  expect(service.profile).toBe(other)
  expect(opened).toEqual(['one', 'one', 'two'])
  const ended = service.disconnect()
  closed()
  await ended
})

test('revokes a permission when its session ends, even after a new connection', async () => {
  const { service, ends } = await connected()
  const check = service.permit('Why.')
  await service.disconnect()
  expect(ends).toEqual(['session-closed'])
  await service.connect()
  expect(check).toThrow(unsent('session-closed'))
  await service.disconnect()
})

test('revokes a permission when another profile is selected, even after switching back', async () => {
  const { service, ends } = await connected()
  const check = service.permit('Why.')
  await service.select(other)
  expect(ends[0]).toBe('other-profile')
  expect(check).toThrow(unsent('other-profile'))
  await service.select(profile)
  await service.connect()
  expect(check).toThrow(unsent('session-closed'))
  await service.disconnect()
})
