import { describe, expect, test } from 'vitest'
import { ERROR_CODES_BY_PHASE } from '../../src/shared/domain/ibkr-error-code.ts'
import { ENTRIES, listPublicItems, type PublicItem } from './public-api-comments.ts'

/** Why public functions and methods need no `@throws`, with their exact names: a new one must be added here or documented. */
const NEVER_THROWS: Readonly<Record<string, readonly string[]>> = {
  'the program implements it, not the library': [
    'Clock.after',
    'Clock.monotonic',
    'Clock.now',
    'Logger.debug',
    'Logger.warn',
    'RandomSource.bytes',
    'RandomSource.fraction',
    'SimulatorClock.after',
    'SimulatorClock.now',
  ],
  'a callback of the program; its errors are described there': [
    'IbkrClientOptions.onFirstCertificate',
    'RequestInput.beforeSend',
    'RequestInput.onWait',
    'SimulatorCommandIo.apiDocument',
    'SimulatorOptions.apiDocument',
  ],
  'creates or recognises an error': [
    'IbkrContractError.constructor',
    'IbkrContractError.is',
    'IbkrError.constructor',
    'IbkrError.is',
    'IbkrNotFilledError.constructor',
    'IbkrNotFilledError.is',
    'IbkrOrderError.constructor',
    'IbkrOrderError.is',
    'IbkrResponseError.constructor',
    'IbkrResponseError.is',
    'IbkrTransportError.constructor',
    'IbkrTransportError.is',
    'SimulatorError.constructor',
  ],
  'releases what is open, and may be called again': [
    'FaultHandle.remove',
    'Faults.clear',
    'IbkrClient.[Symbol.asyncDispose]',
    'IbkrClient.close',
    'IbkrOauth1.forget',
    'SessionSupervisor.[Symbol.asyncDispose]',
    'SessionSupervisor.close',
    'Simulator.[Symbol.asyncDispose]',
    'Simulator.close',
    'SimulatorRecord.clear',
    'StreamedResponse.cancel',
  ],
  'a command: reports failures on stderr and by its exit code': ['configureCommand', 'simulatorCommand'],
  'has no error of its own for an argument of its type': ['changesOrders', 'isUnconfirmed', 'rowsOfOrders'],
  'answers for any value': [
    'isLiveSessionTokenValid',
    'mayHaveHappened',
    'quoteNumber',
    'readCancelResponse',
    'readOrderResponse',
    'realmOf',
  ],
  'reads the state of an object': [
    'IbkrOauth1.toJSON',
    'IbkrOauth1.validateLiveSessionToken',
    'Pacing.snapshot',
    'StreamedResponse.timing',
  ],
  'calculates from values that were checked before': ['ServerTime.correct', 'ServerTime.stamp'],
  'as in rxjs: errors reach the subscriber': [
    'IbkrSocket.complete',
    'IbkrSocket.constructor',
    'IbkrSocket.error',
    'IbkrSocket.multiplex',
    'ValueStream.constructor',
  ],
  'takes no arguments: errors reach the subscriber': [
    'TypedStreams.announcements',
    'TypedStreams.orders',
    'TypedStreams.profitAndLoss',
  ],
  'reads without an error of its own: errors reach the subscriber': [
    'OrderStream.continueFrom',
    'OrderStream.expectChange',
    'OrderStream.resync',
  ],
  'only ends waits': ['SessionSupervisor.reconnectNow'],
  'changes or reads the state of the simulator': [
    'FaultHandle.struck',
    'Faults.list',
    'SimulatorControls.breakNextBracket',
    'SimulatorControls.bulletin',
    'SimulatorControls.competingLogin',
    'SimulatorControls.coolOrders',
    'SimulatorControls.freezeOrderList',
    'SimulatorControls.dropSockets',
    'SimulatorControls.endBrokerageSession',
    'SimulatorControls.forgetAccounts',
    'SimulatorControls.nightReset',
    'SimulatorControls.notify',
    'SimulatorControls.penaltyBox',
    'SimulatorControls.promptNextOrder',
    'SimulatorControls.refuseOrderStreams',
    'SimulatorControls.releaseFromPenaltyBox',
    'SimulatorControls.rotateSession',
    'SimulatorControls.setClockSkew',
    'SimulatorControls.setCompeting',
    'SimulatorControls.setContested',
    'SimulatorControls.shakeOrders',
    'SimulatorControls.silenceOrders',
    'SimulatorControls.socketCount',
    'SimulatorControls.stateDigest',
    'SimulatorControls.stopScenarios',
  ],
  'reads the record': [
    'SimulatorRecord.counts',
    'SimulatorRecord.frames',
    'SimulatorRecord.onRequest',
    'SimulatorRecord.orderUpdates',
    'SimulatorRecord.requests',
  ],
  'takes no input that could be wrong': ['generateCredentials', 'generateOauth2Credentials'],
}

const NEVER_THROWING: ReadonlySet<string> = new Set(Object.values(NEVER_THROWS).flat())

/** A kebab-case code of the library, or one in capitals of the simulator. */
const CODE = /`((?:[a-z\d]+-)+[a-z\d]+|[A-Z]+(?:_[A-Z]+)+)`/g
const CODES: ReadonlySet<string> = new Set(Object.values(ERROR_CODES_BY_PHASE).flat())

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
    const isExplained = ({ name }: PublicItem): boolean => NEVER_THROWING.has(name)
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

test('the list of exceptions contains only functions that have no @throws, each once', () => {
  const silent = packages
    .flatMap(([, items]) => items)
    .filter((item) => item.isCallable && throwsOf(item) === undefined)
    .map(({ name }) => name)
  expect(Object.values(NEVER_THROWS).flat().sort()).toEqual([...new Set(silent)].sort())
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
