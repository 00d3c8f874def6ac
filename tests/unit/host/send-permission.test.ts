import { expect, test } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import type { Clock, SessionSupervisor } from '../../../src/client/index.ts'
import { createFeed } from '../../../src/host/feed.ts'
import type { HostError } from '../../../src/host/host-error.ts'
import type { Profile } from '../../../src/host/profiles/profile.ts'
import { ConnectedLogins } from '../../../src/host/session/connected-logins.ts'
import { SessionService } from '../../../src/host/session/session-service.ts'
import {
  type Granted,
  type KillSwitchPress,
  type Permission,
  Permissions,
} from '../../../src/host/trading/permission.ts'
import { manualClock } from '../client/manual-clock.ts'

const profile: Profile = { kind: 'practice', id: 'one', name: 'One' }

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
  readonly of?: Profile
  readonly close?: () => Promise<undefined>
  readonly onOpen?: (opened: Profile) => unknown
  readonly clock?: Clock
  readonly logins?: ConnectedLogins
  readonly login?: string
}

async function connected({
  of = profile,
  close,
  onOpen,
  clock = systemClock,
  logins = new ConnectedLogins(),
  login = of.id,
}: Connected = {}): Promise<{
  service: SessionService
  grant: (permission: Permission, profileId?: string) => Granted
  kill: () => KillSwitchPress
  ends: string[]
  used: string[]
  failures: unknown[]
  rule: { needsArming: boolean }
}> {
  const ends: string[] = []
  const used: string[] = []
  const failures: unknown[] = []
  const rule = { needsArming: false }
  const service = new SessionService({
    profile: of,
    dataScope: of.id,
    reserve: logins.createReserve(() => of.name),
    list: {
      profiles: [of],
      feed: createFeed(() => ({ profiles: [], selectedId: of.id })),
      pin: () => true,
      saveAccountKind: () => undefined,
    },
    openClient: async (opened) => {
      await onOpen?.(opened)
      return { client: { connect: () => supervisor(close) } as never, login, close: async () => undefined }
    },
    clock,
    unsent: {
      withdrawChanges: ({ code }: HostError) => void ends.push(code),
      withdrawArmed: ({ code }: HostError) => void ends.push(code),
    },
    cancelsNeedArming: () => rule.needsArming,
    onFollowerFailed: (error) => failures.push(error),
  })
  await service.connect()
  const permissions = new Permissions({ session: service, onUnarmedUse: (what) => used.push(what) })
  const grant = (permission: Permission, profileId = of.id) => permissions.grant(permission, { profileId }, 'Why.')
  return { service, grant, kill: () => permissions.grantKillSwitch(), ends, used, failures, rule }
}

const CHANGE = { kind: 'change' } as const
const CANCEL = { kind: 'cancel', what: 'cancel of order 7' } as const

const settled = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve))
const unsent = (code: string) => expect.objectContaining({ code, detail: { sent: false } })

test('grants a permission only if armed, connected and for its own profile', async () => {
  const { service, grant } = await connected()
  expect(() => grant(CHANGE, 'two')).toThrow(unsent('other-profile'))
  expect(() => grant(CHANGE, 'one').check()).not.toThrow()
  service.arming.disarm()
  expect(() => grant(CHANGE)).toThrow(unsent('not-armed'))
  expect(() => grant(CHANGE)).toThrow('Why.')
  await service.arming.arm(async () => undefined)
  await service.disconnect()
  expect(() => grant(CHANGE)).toThrow(expect.objectContaining({ code: 'not-connected' }))
})

test('revokes a permission when the profile is disarmed, even if it is armed again', async () => {
  const { service, ends, grant } = await connected()
  const { check } = grant(CHANGE)
  check()
  service.arming.disarm()
  expect(ends).toEqual(['not-armed'])
  expect(check).toThrow(unsent('not-armed'))
  await service.arming.arm(async () => undefined)
  expect(check).toThrow(unsent('not-armed'))
  expect(grant(CHANGE).check).not.toThrow()
  await service.disconnect()
})

test('keeps the environment of the next session while the previous one still closes', async () => {
  let closed = (): void => undefined
  const gateway: Profile = { kind: 'gateway', id: 'one', name: 'One', url: 'https://localhost:5000/v1/api' }
  const closing = (): Promise<undefined> => new Promise((resolve) => (closed = () => resolve(undefined)))
  const { service } = await connected({ of: gateway, close: closing })
  const disconnected = service.disconnect()
  await service.connect()
  service.arming.updateAccounts({ accounts: ['U7654321'], selected: 'U7654321', paper: false })
  closed()
  await disconnected
  expect(service.environment).toBe('live')
  const ended = service.disconnect()
  await Promise.resolve()
  closed()
  await ended
})

test('opens no session after the use of the profile has ended, also if the user connects meanwhile', async () => {
  const opened: string[] = []
  let closed = (): void => undefined
  const closing = (): Promise<undefined> => new Promise((resolve) => (closed = () => resolve(undefined)))
  const { service } = await connected({ close: closing, onOpen: ({ id }) => opened.push(id) })
  const ended = service.dispose()
  await service.connect()
  closed()
  await ended
  await service.connect()
  expect([opened, service.openSession]).toEqual([['one'], undefined])
})

test('keeps the login of an open session reserved when an earlier opening, which was abandoned, ends', async () => {
  const logins = new ConnectedLogins()
  const finish: (() => void)[] = []
  let isSlow = false
  const onOpen = (): unknown => (isSlow ? new Promise<void>((resolve) => finish.push(resolve)) : undefined)
  const { service } = await connected({ logins, login: 'same user', onOpen })
  await service.disconnect()
  isSlow = true
  // The keychain asks for its password.
  void service.connect()
  await settled()
  await service.disconnect()
  isSlow = false
  await service.connect()
  for (const end of finish) end()
  await settled()
  const other = await connected({ of: { ...profile, id: 'two' }, logins, login: 'same user' })
  expect([finish.length, service.openSession !== undefined, other.service.openSession]).toEqual([1, true, undefined])
  await service.disconnect()
  await other.service.connect()
  expect(other.service.openSession).toBeDefined()
})

test('waits for requests in flight before the next session opens, and before the use of the profile ends', async () => {
  const opened: string[] = []
  const { service } = await connected({ onOpen: ({ id }) => opened.push(id) })
  const end = service.inFlight.begin()
  const steps: string[] = []
  const disconnected = service.disconnect().then(() => steps.push('closed'))
  const connecting = service.connect()
  await settled()
  expect([steps, opened]).toEqual([[], ['one']])
  end()
  await disconnected
  await connecting
  expect(opened).toEqual(['one', 'one'])

  const last = service.inFlight.begin()
  void service.disconnect().then(() => steps.push('closed'))
  const disposed = service.dispose().then(() => steps.push('disposed'))
  await settled()
  expect(steps).toEqual(['closed'])
  last()
  await disposed
  expect(steps).toContain('disposed')
})

test('closes its session five seconds after its end, and then waits for the results that the close causes', async () => {
  const clock = manualClock()
  const steps: string[] = []
  const { service } = await connected({
    clock,
    close: async () => {
      steps.push('close')
    },
  })
  const end = service.inFlight.begin()
  const disconnected = service.disconnect().then(() => steps.push('disconnected'))
  clock.advance(4_999)
  await settled()
  expect(steps).toEqual([])
  clock.advance(1)
  await settled()
  expect(steps).toEqual(['close'])
  end()
  await disconnected
  expect([steps, clock.pending]).toEqual([['close', 'disconnected'], 0])
})

test('closes its session although a follower fails at its end', async () => {
  let isClosed = false
  const { service, ends, failures } = await connected({
    close: async () => {
      isClosed = true
    },
  })
  const broken = new Error('broken')
  service.follow({
    detach() {
      throw broken
    },
  })
  await service.disconnect()
  expect([isClosed, ends, failures, service.openSession]).toEqual([true, ['session-closed'], [broken], undefined])
})

test('revokes a permission when its session ends, even after a new connection', async () => {
  const { service, ends, grant } = await connected()
  const { check } = grant(CHANGE)
  await service.disconnect()
  expect(ends).toEqual(['session-closed'])
  await service.connect()
  expect(check).toThrow(unsent('session-closed'))
  await service.disconnect()
})

test('revokes a permission when the use of the profile ends', async () => {
  const { service, ends, grant } = await connected()
  const { check } = grant(CHANGE)
  await service.dispose()
  expect(ends[0]).toBe('other-profile')
  expect(check).toThrow(unsent('other-profile'))
})

test('permits a cancel and the kill switch while the profile is not armed, and reports each use', async () => {
  const { service, used, grant, kill } = await connected()
  service.arming.disarm()
  expect(() => grant(CANCEL, 'two')).toThrow(unsent('other-profile'))
  const { check, needsArming } = grant(CANCEL)
  expect([needsArming, used]).toEqual([false, []])
  check()
  expect(used).toEqual(['cancel of order 7'])
  kill().check()
  expect(used).toEqual(['cancel of order 7', 'kill switch, which cancels all orders'])
  await service.disconnect()
  expect(check).toThrow(unsent('session-closed'))
  expect(kill).toThrow(expect.objectContaining({ code: 'not-connected' }))
})

test('requires arming for a cancel and the kill switch if the profile demands it, also of a cancel that waits', async () => {
  const { service, used, rule, grant, kill } = await connected()
  service.arming.disarm()
  const waiting = grant(CANCEL)
  rule.needsArming = true
  expect(waiting.check).toThrow(unsent('not-armed'))
  expect(() => grant(CANCEL)).toThrow(unsent('not-armed'))
  expect(kill).toThrow(unsent('not-armed'))
  await service.arming.arm(async () => undefined)
  const cancel = grant(CANCEL)
  const press = kill()
  expect(cancel.needsArming).toBe(true)
  service.arming.disarm()
  expect(cancel.check).toThrow(unsent('not-armed'))
  // The kill switch disarms the profile itself.
  expect(() => press.check()).not.toThrow()
  expect(used).toEqual([])
  await service.disconnect()
})
