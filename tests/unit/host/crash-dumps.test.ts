import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findCrashDumps, readCrashDump } from '../../../src/host/diagnostics/crash-dumps.ts'
import { createRedactor } from '../../../src/host/diagnostics/redact.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-dumps-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function writeDump(name: string, at: number): void {
  mkdirSync(join(folder, 'completed'), { recursive: true })
  writeFileSync(join(folder, 'completed', name), name)
  utimesSync(join(folder, 'completed', name), at, at)
}

test('finds the five newest crash dumps in subfolders, and nothing in a missing folder', () => {
  for (let number = 1; number <= 7; number += 1) writeDump(`${number}.dmp`, number)
  writeDump('metadata', 9)
  const found = findCrashDumps(folder)
  expect(found.map(({ name }) => name)).toEqual(['7.dmp', '6.dmp', '5.dmp', '4.dmp', '3.dmp'])
  expect(found.map((dump) => Buffer.from(readCrashDump(dump) ?? []).toString())[0]).toBe('7.dmp')
  expect(findCrashDumps(join(folder, 'missing'))).toEqual([])
  expect(findCrashDumps(undefined)).toEqual([])
})

test('skips a crash dump that was removed meanwhile', () => {
  writeDump('1.dmp', 1)
  const [dump] = findCrashDumps(folder)
  rmSync(join(folder, 'completed'), { recursive: true })
  expect(dump && readCrashDump(dump)).toBeUndefined()
})

test('redacts the longest path first, also if it is escaped in JSON, and redacts account ids', () => {
  const redact = createRedactor({ 'C:\\Users\\Ann': 'home', 'C:\\Users\\Ann\\data': 'folder', Io: 'too short' })
  expect(redact('C:\\Users\\Ann\\data C:\\Users\\Ann Io')).toBe('[folder] [home] Io')
  expect(redact(JSON.stringify('C:\\Users\\Ann\\data'))).toBe('"[folder]"')
  expect(redact('DU1234567 U12345678 F1234567 U2 EU1234567')).toBe('[account] [account] [account] U2 EU1234567')
})
