import { beforeEach, expect, test } from 'vitest'
import { countsAsUserActivity, IDLE_MINUTES, IdleLock } from '../../../src/host/keys/idle-lock.ts'
import type { CallName } from '../../../src/shared/contract/inferred-types.ts'
import { type ManualClock, manualClock } from '../client/manual-clock.ts'

const MINUTE = 60_000
const IDLE_MS = IDLE_MINUTES * MINUTE

let clock: ManualClock
let ended: number
let minutes: number
let lock: IdleLock
beforeEach(() => {
  clock = manualClock()
  ended = 0
  minutes = IDLE_MINUTES
  lock = new IdleLock({ clock, minutes: () => minutes, onIdle: () => ended++ })
})

test('locks once after 15 minutes without use, and leaves no timer', () => {
  expect(lock.isRunning).toBe(false)
  lock.start()
  clock.advance(IDLE_MS - 1)
  expect([lock.isRunning, ended]).toEqual([true, 0])
  clock.advance(1)
  expect([lock.isRunning, ended, clock.pending]).toEqual([false, 1, 0])
  clock.advance(10 * IDLE_MS)
  expect(ended).toBe(1)
})

test('does not lock while the user uses the console', () => {
  lock.start()
  for (let passed = 0; passed < 120; passed += 14) {
    clock.advance(14 * MINUTE)
    lock.used()
  }
  expect(lock.isRunning).toBe(true)
  clock.advance(IDLE_MS)
  expect([lock.isRunning, ended]).toEqual([false, 1])
})

test('applies a changed number of minutes immediately', () => {
  lock.start()
  clock.advance(6 * MINUTE)
  minutes = 5
  clock.advance(MINUTE)
  expect(ended).toBe(1)
})

test('activity does not start the idle timer before the passphrase was entered, after a lock, or after a stop', () => {
  lock.used()
  expect(lock.isRunning).toBe(false)
  lock.start()
  clock.advance(IDLE_MS)
  lock.used()
  expect(lock.isRunning).toBe(false)
  lock.start()
  lock.stop()
  lock.used()
  expect([lock.isRunning, clock.pending]).toEqual([false, 0])
})

test('locks at the first use after a sleep in which no timer fired', () => {
  lock.start()
  clock.jump(IDLE_MS)
  lock.used()
  expect([lock.isRunning, ended]).toEqual([false, 1])
})

test('does not extend the idle time if the clock is set back', () => {
  lock.start()
  clock.jump(-24 * 60 * MINUTE)
  clock.advance(IDLE_MS + MINUTE)
  expect(ended).toBe(1)
})

test.each([13, 20])('locks after the idle time even if the clock is set back by %i minutes in the meantime', (back) => {
  lock.start()
  clock.advance(14 * MINUTE)
  clock.jump(-back * MINUTE)
  clock.advance(MINUTE - 1)
  expect(ended).toBe(0)
  clock.advance(1)
  expect(ended).toBe(1)
})

test('locks when the system reports no user input, even if the page sends calls', () => {
  lock.systemIdle(IDLE_MS)
  expect(ended).toBe(0)
  lock.start()
  lock.systemIdle(IDLE_MS - 1)
  expect(ended).toBe(0)
  lock.used()
  lock.systemIdle(IDLE_MS)
  expect([lock.isRunning, ended]).toEqual([false, 1])
})

/**
 * States for each call whether a user makes the call. The compiler requires an entry for every call of the contract.
 */
const USES: Readonly<Record<CallName, boolean>> = {
  'app.info': false,
  'diagnostics.collect': true,
  'diagnostics.pack': true,
  'platform.capabilities': false,
  'profiles.create': true,
  'profiles.change': true,
  'profiles.approveServer': true,
  'profiles.duplicate': true,
  'profiles.delete': true,
  'profiles.select': true,
  'profiles.resume': false,
  'profiles.trustCertificate': true,
  'imports.start': true,
  'imports.discard': true,
  'imports.addFiles': true,
  'imports.addPaths': true,
  'imports.chooseFiles': true,
  'imports.unlockKey': true,
  'imports.clearSlot': true,
  'imports.swapKeys': true,
  'imports.setFields': true,
  'imports.generate': true,
  'imports.stopGenerating': true,
  'imports.save': true,
  'imports.resume': true,
  'imports.publicFiles': false,
  'imports.verify': false,
  'imports.testLogin': true,
  'imports.store': true,
  'keys.checkKeychain': false,
  'keys.createVault': true,
  'keys.unlockVault': true,
  'keys.lockVault': false,
  'keys.setIdleMinutes': true,
  'keys.archiveVault': true,
  'keys.changePassphrase': true,
  'keys.move': true,
  'keys.export': true,
  'session.connect': true,
  'guardRails.change': true,
  'guardRails.check': false,
  'killSwitch.run': true,
  'session.disconnect': true,
  'session.takeOver': true,
  'inbox.markRead': true,
  'inbox.clear': true,
  'inbox.refresh': false,
  'localAlerts.save': true,
  'localAlerts.remove': true,
  'notifications.change': true,
  'notifications.try': false,
  'safety.arm': true,
  'safety.disarm': true,
  'safety.changeCancelRule': true,
  'confirmation.answer': true,
  'confirmation.cancel': true,
  'requests.send': true,
  'requests.withdraw': true,
  'requests.keepWaiting': true,
  'responses.body': false,
  'files.save': true,
  'files.piece': false,
  'files.open': true,
  'requests.estimate': false,
  'openRequests.list': false,
  'openRequests.save': false,
  'saved.favourite': true,
  'saved.put': true,
  'saved.remove': true,
  'saved.restore': true,
  'saved.move': true,
  'saved.import': true,
  'saved.variable': true,
  'catalogue.readDocument': true,
  'catalogue.add': true,
  'catalogue.remove': true,
  'catalogue.details': false,
  'history.page': false,
  'history.entry': false,
  'history.hold': false,
  'history.pin': true,
  'history.remove': true,
  'history.clear': true,
  'history.export': true,
  'socket.send': true,
  'stream.page': false,
  'stream.frame': false,
  'stream.subscribe': false,
  'stream.unsubscribe': false,
  'stream.clear': true,
  'stream.export': true,
  'contracts.search': true,
  'contracts.combo': true,
  'contracts.quote': false,
  'contracts.increments': false,
  'contracts.name': false,
  'orders.timeline': false,
  'orders.quotes': false,
  'contracts.history': false,
  'performance.benchmark': false,
  'profit.day': false,
  'orders.place': true,
  'orders.reply': true,
  'orders.openQuestion': false,
  'orders.cancel': true,
  'orders.changeable': false,
  'orders.modify': true,
  'ticket.rules': false,
  'ticket.algorithms': false,
  'ticket.sizing': false,
  'ticket.preview': false,
  'ticket.saveDefaults': true,
  'orders.refresh': true,
  'orders.find': false,
  'layouts.saveCurrent': false,
  'layouts.save': true,
  'layouts.delete': true,
  'journal.page': false,
  'journal.export': true,
}

test.each(Object.entries(USES) as [CallName, boolean][])(
  'reports whether the call %s counts as use of the console: %j',
  (call, use) => {
    expect(countsAsUserActivity(call)).toBe(use)
  },
)
