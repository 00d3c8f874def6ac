import { getEventListeners } from 'node:events'
import { beforeEach, expect, test } from 'vitest'
import { HostError } from '../../../src/host/host-error.ts'
import {
  ATTEMPTS_WITHOUT_PAUSE,
  FIRST_PAUSE_MS,
  MAX_PAUSE_MS,
  PassphraseGuessLimit,
} from '../../../src/host/safety/passphrase-guess-limit.ts'
import {
  CONFIRM_WITHIN_MS,
  type ConfirmationPort,
  quoteForDialog,
  UserConfirmation,
} from '../../../src/host/safety/user-confirmation.ts'
import { type ManualClock, manualClock } from '../client/manual-clock.ts'

const PASSPHRASE = 'correct horse battery staple'
const request = { kind: 'export-keys', text: 'Write the keys.' } as const

let clock: ManualClock
let shown: string[]
let log: string[]
/** True if the vault was already open when the console started. */
let openedAtStart: boolean
/** Delays the passphrase check. */
let checking: Promise<void>
beforeEach(() => {
  clock = manualClock()
  shown = []
  log = []
  openedAtStart = false
  checking = Promise.resolve()
})

const terminal: ConfirmationPort = { kind: 'terminal', show: (text) => void shown.push(text) }
const unattended: ConfirmationPort = { kind: 'none', remedy: 'Start it in a terminal.' }

function confirmation(port: ConfirmationPort = terminal): UserConfirmation {
  return new UserConfirmation({
    clock,
    port,
    log: { write: (level, event, detail) => void log.push(`${level} ${event} ${detail}`) },
    vault: {
      get openedAtStart() {
        return openedAtStart
      },
      async checkPassphrase(typed) {
        await checking
        if (typed !== PASSPHRASE) throw new HostError('passphrase-wrong', 'wrong')
      },
    },
  })
}

const never = new AbortController().signal
const codeShown = (): string => /Code: +(\d{4} \d{4})/.exec(shown.at(-1) ?? '')?.[1] ?? expect.unreachable('no code')
function idOf(service: UserConfirmation): string {
  const view = service.feed.snapshot()
  return view.kind === 'waiting' ? view.id : expect.unreachable('nothing waits')
}
const wrongCode = (): string => (codeShown() === '0000 0000' ? '11111111' : '00000000')

test('the code from the terminal confirms once, and is never sent to the page', async () => {
  const service = confirmation()
  const sent: unknown[] = [service.feed.snapshot()]
  service.feed.subscribe((items) => sent.push(...items))
  const { signal } = new AbortController()
  const confirmed = service.confirm(request, signal)
  const [id, code] = [idOf(service), codeShown()]
  expect(shown[0]).toContain('Write the keys.')
  await service.answer({ id, text: code })
  await confirmed
  expect(JSON.stringify(sent)).not.toMatch(new RegExp(`${code}|${code.replace(' ', '')}`))
  expect(getEventListeners(signal, 'abort')).toEqual([])
  expect([service.feed.snapshot(), sent.at(-1)]).toEqual([{ kind: 'none' }, { kind: 'none' }])
  await expect(service.answer({ id, text: code })).rejects.toMatchObject({ code: 'not-found' })
  expect(log).toEqual(['info confirmed export-keys'])
})

test('shows a different code for each confirmation', async () => {
  const service = confirmation()
  const codes = new Set<string>()
  for (let count = 0; count < 20; count += 1) {
    const confirmed = service.confirm(request, never)
    codes.add(codeShown())
    await service.answer({ id: idOf(service), text: codeShown() })
    await confirmed
  }
  expect(codes.size).toBeGreaterThan(15)
})

test('cancels the confirmation after three wrong codes, and then rejects the right code too', async () => {
  const service = confirmation()
  const refused = expect(service.confirm(request, never)).rejects.toMatchObject({ code: 'confirmation-refused' })
  const id = idOf(service)
  for (const _ of [1, 2]) {
    await expect(service.answer({ id, text: wrongCode() })).rejects.toMatchObject({ code: 'confirmation-needed' })
  }
  expect(service.feed.snapshot().kind).toBe('waiting')
  await service.answer({ id, text: wrongCode() })
  await refused
  await expect(service.answer({ id, text: codeShown() })).rejects.toMatchObject({ code: 'not-found' })
  expect(log).toEqual(['warning not-confirmed export-keys (confirmation-refused), 1 in a row'])
})

test('rejects a confirmation after a thousand concurrent guesses, of which only the last is right', async () => {
  openedAtStart = true
  const service = confirmation(unattended)
  const refused = expect(service.confirm(request, never)).rejects.toMatchObject({ code: 'confirmation-refused' })
  const id = idOf(service)
  const guesses = [...Array.from({ length: 999 }, () => 'no passphrase'), PASSPHRASE]
  await Promise.allSettled(guesses.map((text) => service.answer({ id, text })))
  await refused
})

test('rejects a confirmation after two minutes without a code', async () => {
  const service = confirmation()
  const refused = expect(service.confirm(request, never)).rejects.toMatchObject({ code: 'confirmation-refused' })
  clock.advance(CONFIRM_WITHIN_MS - 1)
  expect(service.feed.snapshot().kind).toBe('waiting')
  clock.advance(1)
  await refused
  expect(clock.pending).toBe(0)
})

test('cancels a confirmation if its window closes or the user cancels', async () => {
  const service = confirmation()
  const gone = new AbortController()
  const first = expect(service.confirm(request, gone.signal)).rejects.toMatchObject({ code: 'cancelled' })
  gone.abort()
  await first
  expect(service.shown).toBeUndefined()
  const second = expect(service.confirm(request, never)).rejects.toMatchObject({ code: 'cancelled' })
  service.cancel(idOf(service))
  await second
  expect(clock.pending).toBe(0)
})

test('allows only one pending confirmation, and can print its code again', async () => {
  const service = confirmation()
  const first = expect(service.confirm(request, never)).rejects.toMatchObject({ code: 'cancelled' })
  await expect(service.confirm(request, never)).rejects.toMatchObject({ code: 'limit' })
  expect(service.shown).toBe(shown[0])
  service.cancel(idOf(service))
  await first
})

test('limits repeated confirmations of a page, and shows no further codes', async () => {
  const service = confirmation()
  for (let count = 0; count < ATTEMPTS_WITHOUT_PAUSE; count += 1) {
    const ended = service.confirm(request, never).catch(() => undefined)
    service.cancel(idOf(service))
    await ended
  }
  await expect(service.confirm(request, never)).rejects.toMatchObject({ code: 'limit' })
  expect(shown).toHaveLength(ATTEMPTS_WITHOUT_PAUSE)
  clock.advance(FIRST_PAUSE_MS)
  const confirmed = service.confirm(request, never)
  await service.answer({ id: idOf(service), text: codeShown() })
  await confirmed
})

test('rejects a code or a cancel for a confirmation that has ended, without an effect on the next confirmation', async () => {
  const service = confirmation()
  const first = service.confirm(request, never).catch(() => undefined)
  const old = idOf(service)
  service.cancel(old)
  await first
  const second = service.confirm(request, never)
  await expect(service.answer({ id: old, text: codeShown() })).rejects.toMatchObject({ code: 'not-found' })
  expect(() => service.cancel(old)).toThrow(/has expired/)
  await service.answer({ id: idOf(service), text: codeShown() })
  await second
})

test('does not confirm the next confirmation with a passphrase that was verified too late for the previous one', async () => {
  openedAtStart = true
  let found = (): void => undefined
  checking = new Promise((resolve) => {
    found = resolve
  })
  const service = confirmation(unattended)
  const first = service.confirm(request, never).catch((error: HostError) => error.code)
  const late = service.answer({ id: idOf(service), text: PASSPHRASE })
  service.cancel(idOf(service))
  expect(await first).toBe('cancelled')
  const second = service.confirm(request, never)
  found()
  await late
  expect(service.feed.snapshot().kind).toBe('waiting')
  await service.answer({ id: idOf(service), text: PASSPHRASE })
  await second
})

test('does not count an answer whose passphrase could not be checked', async () => {
  openedAtStart = true
  const service = confirmation(unattended)
  const confirmed = service.confirm(request, never)
  const id = idOf(service)
  const refusal = Promise.reject(new HostError('limit', 'too many'))
  refusal.catch(() => undefined)
  checking = refusal
  for (let count = 0; count < 4; count += 1)
    await expect(service.answer({ id, text: PASSPHRASE })).rejects.toMatchObject({ code: 'limit' })
  checking = Promise.resolve()
  const wrong = { code: 'confirmation-needed', message: 'This is not the passphrase of the vault.' }
  await expect(service.answer({ id, text: 'a wrong one' })).rejects.toMatchObject(wrong)
  await service.answer({ id, text: PASSPHRASE })
  await confirmed
})

test('shows the page what is to be confirmed, how, and until when, without control characters', async () => {
  const service = confirmation()
  const ended = service.confirm({ kind: 'export-keys', text: 'Write\u202ethem.\n' }, never).catch(() => undefined)
  const view = { kind: 'waiting', what: 'export-keys', text: 'Write them. ', method: 'code' }
  expect(service.feed.snapshot()).toMatchObject({ ...view, expiresAt: clock.now() + 120_000 })
  const wrong = { code: 'confirmation-needed', message: expect.stringMatching(/^The code is wrong\./) }
  await expect(service.answer({ id: idOf(service), text: wrongCode() })).rejects.toMatchObject(wrong)
  service.cancel(idOf(service))
  await ended
})

test('accepts a code with spaces and hyphens', async () => {
  const service = confirmation()
  const confirmed = service.confirm(request, never)
  await service.answer({ id: idOf(service), text: ` ${codeShown().replace(' ', '-')} ` })
  await confirmed
})

test('resets the count of failures after a successful confirmation', async () => {
  const service = confirmation()
  for (let round = 0; round < 3; round += 1) {
    for (let count = 1; count < ATTEMPTS_WITHOUT_PAUSE; count += 1) {
      const ended = service.confirm(request, never).catch(() => undefined)
      service.cancel(idOf(service))
      await ended
    }
    const confirmed = service.confirm(request, never)
    await service.answer({ id: idOf(service), text: codeShown() })
    await confirmed
  }
})

test('in a terminal, accepts only its code, not the passphrase of the vault', async () => {
  openedAtStart = true
  const service = confirmation()
  const confirmed = service.confirm(request, never)
  const id = idOf(service)
  const wrong = { code: 'confirmation-needed', message: expect.stringMatching(/^The code is wrong/) }
  await expect(service.answer({ id, text: PASSPHRASE })).rejects.toMatchObject(wrong)
  await service.answer({ id, text: codeShown() })
  await confirmed
})

test('without a terminal, accepts the passphrase of a vault that was open at start, and of no other vault', async () => {
  const other = confirmation(unattended)
  await expect(other.confirm(request, never)).rejects.toMatchObject({
    code: 'not-available',
    message: 'Start it in a terminal.',
  })
  await expect(other.confirm(request, never, true)).rejects.toMatchObject({ code: 'not-available' })
  openedAtStart = true
  const service = confirmation(unattended)
  const confirmed = service.confirm(request, never)
  const id = idOf(service)
  const wrong = { code: 'confirmation-needed', message: 'This is not the passphrase of the vault.' }
  await expect(service.answer({ id, text: 'another' })).rejects.toMatchObject(wrong)
  await service.answer({ id, text: PASSPHRASE })
  await confirmed
  await service.confirm(request, never, true)
})

test('rejects the passphrase of a vault that replaced the vault opened at start', async () => {
  openedAtStart = true
  const service = confirmation(unattended)
  const ended = service.confirm(request, never).catch(() => undefined)
  const id = idOf(service)
  openedAtStart = false
  await expect(service.answer({ id, text: PASSPHRASE })).rejects.toMatchObject({ code: 'confirmation-needed' })
  service.cancel(id)
  await ended
})

test('requires the code or the dialog even if the passphrase was entered for the operation', async () => {
  openedAtStart = true
  const atTerminal = confirmation()
  const confirmed = atTerminal.confirm(request, never, true)
  await atTerminal.answer({ id: idOf(atTerminal), text: codeShown() })
  await confirmed
  const shownInDialog: unknown[] = []
  const service = confirmation({
    kind: 'dialog',
    ask: async (one) => {
      shownInDialog.push(one)
      return false
    },
  })
  await expect(service.confirm(request, never, true)).rejects.toMatchObject({ code: 'confirmation-refused' })
  expect(shownInDialog).toEqual([request])
})

test('allows one attempt per code after three failures in a row', async () => {
  const service = confirmation()
  for (let count = 0; count < ATTEMPTS_WITHOUT_PAUSE; count += 1) {
    const ended = service.confirm(request, never).catch(() => undefined)
    service.cancel(idOf(service))
    await ended
  }
  clock.advance(FIRST_PAUSE_MS)
  const refused = expect(service.confirm(request, never)).rejects.toMatchObject({ code: 'confirmation-refused' })
  await service.answer({ id: idOf(service), text: wrongCode() })
  await refused
})

test('in a dialog, rejects codes from the page, and closes the dialog if the confirmation is cancelled', async () => {
  let closed = false
  const service = confirmation({
    kind: 'dialog',
    ask: (_request, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          closed = true
          resolve(false)
        })
      }),
  })
  const cancelled = expect(service.confirm(request, never)).rejects.toMatchObject({ code: 'cancelled' })
  const id = idOf(service)
  await expect(service.answer({ id, text: '000000' })).rejects.toMatchObject({ code: 'not-available' })
  service.cancel(id)
  await cancelled
  expect(closed).toBe(true)
})

test('rejects a confirmation if the dialog cannot be shown', async () => {
  const service = confirmation({ kind: 'dialog', ask: () => Promise.reject(new Error('no display')) })
  await expect(service.confirm(request, never)).rejects.toMatchObject({ code: 'confirmation-refused' })
})

test('removes quotes, line breaks and control characters from displayed names', async () => {
  expect(quoteForDialog('x”. Paper only.\u001B[2J\n\u202Efake')).toBe("“x'. Paper only. [2J fake”")
  const service = confirmation()
  const ended = service.confirm({ kind: 'arm-live', text: 'Arm \u001B[1A\nLIVE' }, never).catch(() => undefined)
  expect(shown[0]).toContain('Confirm: Arm  [1A LIVE\n')
  service.cancel(idOf(service))
  await ended
})

test('doubles the pause after each failure up to 15 minutes, and resets it after a success', () => {
  const limit = new PassphraseGuessLimit(clock)
  const pauseAfter = (failures: number): number => {
    limit.succeeded()
    for (let count = 0; count < failures; count += 1) limit.failed()
    let waited = 0
    for (; waited <= MAX_PAUSE_MS; waited += 1_000) {
      try {
        limit.check()
        return waited
      } catch {
        clock.advance(1_000)
      }
    }
    return waited
  }
  expect([2, 3, 4, 5, 40].map(pauseAfter)).toEqual([0, 2_000, 4_000, 8_000, MAX_PAUSE_MS])
})

test('allows at most four attempts an hour after many failures, at any time', () => {
  const limit = new PassphraseGuessLimit(clock)
  for (let count = 0; count < 12; count += 1) limit.failed()
  let attempts = 0
  for (let minute = 0; minute < 24 * 60; minute += 1) {
    clock.advance(60_000)
    try {
      limit.check()
      limit.failed()
      attempts += 1
    } catch {}
  }
  expect(attempts).toBe(24 * 4)
})

test('keeps the length of the pause when the clock is changed', () => {
  const limit = new PassphraseGuessLimit(clock)
  for (let count = 0; count < 3; count += 1) limit.failed()
  for (const ms of [-3_600_000, 7_200_000]) {
    clock.jump(ms)
    expect(() => limit.check()).toThrow('Try again in 2 s.')
  }
  clock.advance(2_000)
  expect(() => limit.check()).not.toThrow()
})
