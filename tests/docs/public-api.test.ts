import { describe, expect, test } from 'vitest'
import { ERROR_CODES } from '../../src/client/errors/error-code.ts'
import { ENTRIES, listPublicItems, type PublicItem } from './public-api.ts'

/** Public functions and methods without `@throws`, and why they need none. */
const NEVER_THROWS: readonly (readonly [names: RegExp, reason: string])[] = [
  [/^(?:Clock|Logger|RandomSource|SimulatorClock)\./, 'the program implements it, not the library'],
  [/Options\.\w+$|^RequestInput\.|^SimulatorCommandIo\./, 'a callback of the program; its errors are described there'],
  [/Error\.(?:constructor|is)$/, 'creates or recognises an error'],
  [
    /\.(?:close|cancel|remove|clear|forget|\[Symbol\.asyncDispose\])$/,
    'releases what is open, and may be called again',
  ],
  [/^(?:configureCommand|simulatorCommand)$/, 'a command: reports failures on stderr and by its exit code'],
  [/^(?:changesOrders|isUnconfirmed|mayHaveHappened|realmOf|rowsOfOrders|quoteNumber)$/, 'answers for any value'],
  [/^(?:readCancelResponse|readOrderResponse|isLiveSessionTokenValid)$/, 'answers for any value'],
  [/^Pacing\.|\.timing$|^IbkrOauth1\.(?:toJSON|validateLiveSessionToken)$/, 'reads the state of an object'],
  [/^ServerTime\.(?:stamp|correct)$|^IbkrClient\.authorizeUrl$/, 'calculates from values that were checked before'],
  [/^IbkrSocket\.|^ValueStream\.constructor$/, 'as in rxjs: errors reach the subscriber'],
  [/^TypedStreams\.(?:orders|profitAndLoss|announcements)$/, 'takes no arguments: errors reach the subscriber'],
  [/^OrderStream\./, 'reads without an error of its own: errors reach the subscriber'],
  [/^SessionSupervisor\.reconnectNow$/, 'only ends waits'],
  [/^SimulatorControls\.|^Faults\.list$|^FaultHandle\./, 'changes or reads the state of the simulator'],
  [/^SimulatorRecord\./, 'reads the record'],
  [/^generate(?:Oauth2)?Credentials$/, 'takes no input that could be wrong'],
]

/** A kebab-case code of the library, or one in capitals of the simulator. */
const CODE = /`((?:[a-z\d]+-)+[a-z\d]+|[A-Z]+(?:_[A-Z]+)+)`/g
const CODES: ReadonlySet<string> = new Set(Object.values(ERROR_CODES).flat())

const packages = Object.entries(ENTRIES).map(([name, entry]) => [name, listPublicItems(entry)] as const)

describe.each(packages)('public API of %s', (_name, items) => {
  const isExport = ({ kind }: PublicItem): boolean => kind !== 'member'

  test('has a comment for each export', () => {
    expect(undescribed(items.filter(isExport))).toEqual([])
  })

  test('has a comment for at least 97 % of the members', () => {
    const members = items.filter((item) => !isExport(item))
    const missing = undescribed(members)
    expect(1 - missing.length / members.length, missing.join('\n')).toBeGreaterThanOrEqual(0.97)
  })

  test('names the errors of each function and method, unless the list above explains why it has none', () => {
    const callable = items.filter((item) => item.isCallable)
    const isExplained = ({ name }: PublicItem): boolean => NEVER_THROWS.some(([names]) => names.test(name))
    const silent = callable.filter((item) => throwsOf(item) === undefined)
    expect(silent.filter((item) => !isExplained(item)).map(title)).toEqual([])
  })

  test('names only error codes that exist', () => {
    const unknown = items.flatMap((item) =>
      [...(throwsOf(item) ?? '').matchAll(CODE)]
        .map(([, code = '']) => code)
        .filter((code) => /[a-z]/.test(code) && !CODES.has(code))
        .map((code) => `${title(item)}: ${code}`),
    )
    expect(unknown).toEqual([])
  })

  test('has a runnable example for each function and class', () => {
    const needed = items.filter(({ kind }) => kind === 'function' || kind === 'class')
    expect(needed.filter(({ comment }) => !/@example\n```ts run=/.test(comment ?? '')).map(title)).toEqual([])
    expect(items.filter(({ comment }) => /@example(?!\n```ts run=)/.test(comment ?? '')).map(title)).toEqual([])
  })
})

test('the list of exceptions contains only functions that have no @throws', () => {
  const silent = packages
    .flatMap(([, items]) => items)
    .filter((item) => item.isCallable && throwsOf(item) === undefined)
  const unused = NEVER_THROWS.filter(([names]) => !silent.some(({ name }) => names.test(name)))
  expect(unused.map(([names]) => names.source)).toEqual([])
})

/** Returns the text after `@throws`, up to the end of the comment or the next tag. */
function throwsOf({ comment }: PublicItem): string | undefined {
  const found = comment?.match(/@throws[^@]*/g)
  return found?.join(' ')
}

function undescribed(items: readonly PublicItem[]): readonly string[] {
  return items.filter(({ comment }) => comment === undefined || comment === '').map(title)
}

function title({ name, where }: PublicItem): string {
  return `${where} ${name}`
}
