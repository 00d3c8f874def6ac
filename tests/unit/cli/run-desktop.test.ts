import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type DesktopRunResult, runDesktop } from '../../../src/cli/desktop/run-desktop.ts'

let folder: string
let output: string[]
/** Called when the program writes output. */
let onOutput: () => void
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-run-'))
  output = []
  onOutput = () => undefined
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a Node script instead of the Electron program. */
function run(script: string, signal = new AbortController().signal, windowMs = 10_000): Promise<DesktopRunResult> {
  const executable = join(folder, 'electron')
  writeFileSync(executable, `#!${process.execPath}\n${script}\n`)
  chmodSync(executable, 0o755)
  const print = (text: string): void => {
    output.push(text)
    onOutput()
  }
  return runDesktop({ executable, packageFolder: folder, home: folder, env: process.env, print, windowMs }, signal)
}

describe.skipIf(process.platform === 'win32')('running the desktop program', () => {
  test('counts a program as run once it has opened its window, whatever its exit code', async () => {
    expect(await run("process.send({ kind: 'window' }, () => process.exit(7))")).toEqual({ kind: 'exited', code: 7 })
  })

  test('does not fall back to browser mode after the program refused to start', async () => {
    const script = "process.send({ kind: 'refused', message: 'taken' }, () => process.exit(1))"
    expect(await run(script)).toEqual({ kind: 'exited', code: 1 })
    expect(output).toEqual(['ibkr-console: taken'])
  })

  test('reports why the program cannot start, so that the caller can try browser mode', async () => {
    const script = "process.send({ kind: 'failed', message: 'no page' }, () => process.exit(1))"
    expect(await run(script)).toEqual({ kind: 'failed', reason: 'no page' })
  })

  test('kills a program that does not open a window in time', async () => {
    const outcome = await run('setInterval(() => {}, 1000)', undefined, 1)
    expect(outcome).toEqual({ kind: 'failed', reason: expect.stringContaining('opened no window within a minute') })
  })

  test('ignores invalid messages from the program', async () => {
    const script = "process.send({ kind: 'wonderful' }, () => process.send('x', () => process.exit(3)))"
    expect(await run(script)).toMatchObject({ kind: 'failed' })
  })

  test('reports a program file that cannot be executed', async () => {
    const print = (): void => undefined
    const options = { executable: join(folder, 'none'), packageFolder: folder, home: folder, env: {}, print }
    expect(await runDesktop(options, new AbortController().signal)).toMatchObject({ kind: 'failed' })
  })

  test('closes a program that has a window by disconnecting, not by a signal, also on Windows', async () => {
    const stop = new AbortController()
    const script = `
      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => process.exit(9))
      process.once('disconnect', () => setTimeout(() => process.exit(0), 50))
      process.send({ kind: 'window' }, () => console.error('ibkr-console: up'))`
    // `setImmediate` aborts after the output that arrives in this turn of the event loop has been read.
    onOutput = () => setImmediate(() => stop.abort())
    expect(await run(script, stop.signal)).toEqual({ kind: 'exited', code: 0 })
  })

  test('stops a program without a window with a signal', async () => {
    const stop = new AbortController()
    const script = `
      process.on('SIGTERM', () => process.exit(0))
      setInterval(() => {}, 1000)
      console.error('ibkr-console: up')`
    onOutput = () => stop.abort()
    expect(await run(script, stop.signal)).toEqual({ kind: 'exited', code: 0 })
  })

  test('does not wait for a browser that inherited stderr from the exited program', async () => {
    const script = `
      const stdio = ['ignore', 'ignore', 'inherit']
      const { pid } = require('node:child_process').spawn('sleep', ['20'], { stdio, detached: true })
      require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'pid'))}, String(pid))
      process.send({ kind: 'window' }, () => process.exit(0))`
    const outcome = await run(script)
    // The spawned process must still be running: `kill` throws if it has exited.
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 'SIGKILL')
    expect(outcome).toEqual({ kind: 'exited', code: 0 })
  })
})
