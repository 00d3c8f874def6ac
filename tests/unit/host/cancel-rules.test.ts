import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { UserNotices } from '../../../src/host/host-context.ts'
import { CancelRules } from '../../../src/host/safety/cancel-rules.ts'
import { manualClock } from '../client/manual-clock.ts'

let home: string
let notices: string[]
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-cancel-rules-'))
  notices = []
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const file = (): string => join(home, 'cancel-rules.json')
function start(...ids: readonly string[]): CancelRules {
  const context = { home, clock: manualClock(), log: { write: () => undefined } }
  const list = { profiles: ids.map((id) => ({ id })) as never }
  return new CancelRules({ ...context, notices: new UserNotices((text) => notices.push(text)) }, list)
}

test('cancels without arming by default, and keeps the rule of each listed profile across starts', () => {
  const rules = start('one', 'two')
  expect(rules.of('one')).toEqual({ needsArming: false })
  for (const id of ['one', 'two']) rules.change(id, () => ({ needsArming: true }))
  expect(start('one', 'two').of('two')).toEqual({ needsArming: true })
  start('one').change('one', () => ({ needsArming: false }))
  expect(JSON.parse(readFileSync(file(), 'utf8')).profiles).toEqual({ one: { needsArming: false } })
  expect(() => rules.change('other', () => ({ needsArming: true }))).toThrow('does not exist')
  expect(notices).toEqual([])
})

test('says after damage that profiles may cancel without arming, and what to check', () => {
  writeFileSync(file(), '{"schemaVersion":1,"profiles":')
  expect(start('one').of('one')).toEqual({ needsArming: false })
  expect(notices).toEqual([expect.stringMatching(/cancel-rules\.json.* Profiles may cancel without arming now: check/)])
})
