import type * as Fs from 'node:fs'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { systemClock } from '../../../../src/client/clock.ts'
import { StoredGuardRails } from '../../../../src/host/guard-rails/stored-guard-rails.ts'
import { UserNotices } from '../../../../src/host/host-context.ts'
import { describeNewerFormat } from '../../../../src/host/storage/protected-formats.ts'
import {
  type GuardRails,
  INDIVIDUAL_ACCOUNT_RAILS,
  loosensRails,
  NO_RAILS,
  STRICT_RAILS,
  toRailsOfFormat1,
} from '../../../../src/shared/domain/guard-rails.ts'
import { createRandom } from '../../../../src/simulator/seeded-random.ts'
import { isLongRun } from '../../../process/long-run-tests.ts'

// A real sync takes milliseconds, and this file does thousands of them.
vi.mock('node:fs', async (original) => ({ ...(await original<typeof Fs>()), fsyncSync: () => undefined }))

const VARIANTS = isLongRun ? 20_000 : 300
const SEED = Number(process.env['DAMAGE_SEED'] ?? 34)

const FILES = ['guard-rails.json', 'guard-rails.json.last-good', 'guard-rails.json.checksum', 'limits.created'] as const
const [FILE, COPY, CHECKSUM, MARK] = FILES

const LIMITS: Readonly<Record<string, GuardRails>> = {
  practice: { ...NO_RAILS, quantity: { action: 'warn', limit: 100 } },
  '2b9f5c0e-4a35-4f0e-9b53-0c8d7a1e6f11': INDIVIDUAL_ACCOUNT_RAILS,
  '7d1e0c52-90a4-4c7b-8d0e-55a1f3b2c9d4': NO_RAILS,
  '1f6a2b3c-4d5e-4f60-8172-93a4b5c6d7e8': {
    ...STRICT_RAILS,
    symbols: { action: 'refuse', allowed: ['AAPL', 'MSFT'] },
    value: { action: 'refuse', limit: 1_111 },
  },
}
const PROFILES = Object.keys(LIMITS).map((id, index) => ({
  id,
  kind: index === 0 ? ('practice' as const) : ('gateway' as const),
  name: `Profile ${index}`,
}))

let folder: string
/** A folder with the limits above, and with the limits before the last change. */
let intact: string
let earlier: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-damaged-'))
  intact = join(folder, 'intact')
  earlier = join(folder, 'earlier')
  for (const each of [intact, earlier]) mkdirSync(each)
  const { stored } = start(intact)
  for (const [id, rails] of Object.entries(LIMITS)) {
    // The state before the last change has looser limits.
    for (const name of FILES) copyFileSync(join(intact, name), join(earlier, name))
    stored.change(id, rails)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function start(home: string): { readonly stored: StoredGuardRails; readonly notices: readonly string[] } {
  const notices: string[] = []
  const log = { write: () => undefined }
  const context = { home, clock: systemClock, log, notices: new UserNotices((text) => notices.push(text)) }
  return { stored: new StoredGuardRails({ context, profiles: () => PROFILES }), notices }
}

let random = createRandom(SEED)
const below = (max: number): number => random.integer(0, max - 1)
/** Returns one of the values, which must not be empty. */
const oneOf = <T>(values: readonly T[]): T => values[below(values.length)] as T

/** Each returns a damaged text. The text is not empty. */
const CHANGES: readonly ((text: Buffer) => Buffer)[] = [
  function flipBit(text) {
    const damaged = Buffer.from(text)
    const at = below(damaged.length)
    damaged.writeUInt8((damaged[at] ?? 0) ^ (1 << below(8)), at)
    return damaged
  },
  function changeDigit(text) {
    const digits = [...text.toString().matchAll(/\d/g)].map(({ index }) => index)
    const damaged = Buffer.from(text)
    if (digits.length > 0) damaged.write(String(below(10)), oneOf(digits))
    return damaged
  },
  function truncate(text) {
    return text.subarray(0, below(text.length))
  },
  function repeatName(text) {
    const names = [...text.toString().matchAll(/"(\w[\w-]*)": /g)]
    const { index, 0: name } = names.length > 0 ? oneOf(names) : { index: 0, 0: '' }
    const value = oneOf(['{}', '0', '"off"', '"none"', '[]', JSON.stringify(NO_RAILS), '{"action":"off","limit":1}'])
    return Buffer.from(`${text.toString().slice(0, index)}${name}${value},${text.toString().slice(index)}`)
  },
  function changeAction(text) {
    return Buffer.from(text.toString().replace(oneOf(['"refuse"', '"warn"']), '"off"'))
  },
  function repeatPart(text) {
    const [from, to] = [below(text.length), below(text.length)].toSorted((a, b) => a - b) as [number, number]
    return Buffer.concat([text.subarray(0, to), text.subarray(from)])
  },
  function zeroBlock(text) {
    const damaged = Buffer.from(text)
    const at = below(damaged.length)
    damaged.fill(0, at, Math.min(damaged.length, at + 1 + below(512)))
    return damaged
  },
  function empty() {
    return Buffer.alloc(0)
  },
]

/** Each damages files of a folder, and returns what it did. */
const DAMAGES: readonly ((home: string) => string)[] = [
  ...Array.from(
    { length: 5 },
    () =>
      function changeFile(home: string) {
        const [name, change] = [oneOf(FILES), oneOf(CHANGES)]
        update(home, name, change)
        return `${change.name} ${name}`
      },
  ),
  function changeFileAndCopy(home) {
    const change = oneOf(CHANGES)
    update(home, FILE, change)
    const damaged = read(home, FILE)
    if (damaged !== undefined) writeFileSync(join(home, COPY), damaged)
    return `${change.name} file and copy`
  },
  function remove(home) {
    const name = oneOf(FILES)
    rmSync(join(home, name), { force: true })
    return `remove ${name}`
  },
  function removeSeveral(home) {
    const names = oneOf([[FILE, COPY], [FILE, COPY, CHECKSUM], [CHECKSUM, MARK], FILES])
    for (const name of names) rmSync(join(home, name), { force: true })
    return `remove ${names.join(', ')}`
  },
  function swap(home) {
    const [one, other] = [oneOf(FILES), oneOf(FILES)]
    const [first, second] = [read(home, one), read(home, other)]
    if (first) writeFileSync(join(home, other), first)
    if (second) writeFileSync(join(home, one), second)
    return `swap ${one} and ${other}`
  },
  function restoreEarlier(home) {
    const names = oneOf([[FILE], [COPY], [FILE, COPY]])
    for (const name of names) copyFileSync(join(earlier, name), join(home, name))
    return `restore earlier ${names.join(' and ')}`
  },
  function writeAsEarlierBuild(home) {
    const [others, isChecksumLost] = [oneOf(['none', 'strict']), oneOf([true, false])]
    const text = JSON.stringify({ schemaVersion: 1, others, profiles: { practice: toRailsOfFormat1(NO_RAILS) } })
    for (const name of [FILE, COPY]) writeFileSync(join(home, name), text)
    if (isChecksumLost) rmSync(join(home, CHECKSUM), { force: true })
    return `write as an earlier build, with others: ${others}${isChecksumLost ? ', and lose the checksum' : ''}`
  },
]

function read(home: string, name: string): Buffer | undefined {
  return readdirSync(home).includes(name) ? readFileSync(join(home, name)) : undefined
}

function isFromEarlierBuild(home: string): boolean {
  const isUnchecked = [CHECKSUM, MARK].every((name) => read(home, name) === undefined)
  return isUnchecked && [FILE, COPY].some((name) => read(home, name)?.includes('"others":"none"'))
}

function update(home: string, name: string, change: (text: Buffer) => Buffer): void {
  const before = read(home, name)
  if (before !== undefined && before.length > 0) writeFileSync(join(home, name), change(before))
}

test('damaged limits leave every profile with its own limits, or with strict or stricter ones and a notice', () => {
  process.stdout.write(`Damaging limits ${VARIANTS} times with DAMAGE_SEED=${SEED}\n`)
  random = createRandom(SEED)
  const outcomes = { own: 0, strict: 0, copy: 0, refused: 0 }
  for (let variant = 0; variant < VARIANTS; variant += 1) {
    const home = mkdtempSync(join(folder, 'variant-'))
    for (const name of FILES) copyFileSync(join(intact, name), join(home, name))
    const done = Array.from({ length: 1 + below(3) }, () => oneOf(DAMAGES)(home))
    const what = `variant ${variant} with DAMAGE_SEED=${SEED}: ${done.join(', ')}`
    // A file that claims a newer format prevents the start.
    if (describeNewerFormat(home) !== undefined) outcomes.refused += 1
    // Without both, the limits of an earlier build are those of a first start after it.
    else if (!isFromEarlierBuild(home)) {
      const isReadable = [FILE, COPY].some((name) => read(home, name)?.equals(readFileSync(join(intact, FILE))))
      const { stored, notices } = start(home)
      const view = stored.view()
      const isOwn = JSON.stringify(view) === JSON.stringify(LIMITS)
      if (!isOwn) {
        for (const { id } of PROFILES) expect(loosensRails(STRICT_RAILS, view[id] ?? NO_RAILS), what).toBe(false)
        // An intact file that cannot be trusted, for example without its checksum, still states the limits.
        for (const { id } of isReadable ? PROFILES : [])
          expect(loosensRails(LIMITS[id] ?? NO_RAILS, view[id] ?? NO_RAILS), what).toBe(false)
        expect(notices.join(), what).toContain('Every profile now has strict guard rails')
      }
      outcomes[isOwn ? (notices.length === 0 ? 'own' : 'copy') : 'strict'] += 1
      // The next start applies the same limits.
      expect(start(home).stored.view(), what).toEqual(view)
    }
    rmSync(home, { recursive: true })
  }
  process.stdout.write(`${JSON.stringify(outcomes)}\n`)
  for (const count of Object.values(outcomes)) expect(count).toBeGreaterThan(0)
}, 1_800_000)
