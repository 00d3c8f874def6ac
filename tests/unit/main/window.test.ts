import { EventEmitter } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { loadWindowState, saveWindowState, type WindowState } from '../../../src/host/desktop-shell/window-state.ts'
import { placeWindow, showWhenDrawn } from '../../../src/main/window.ts'
import { createCrashLimit, recoverWindow } from '../../../src/main/window-recovery.ts'

vi.mock('electron', () => ({}))

const state: WindowState = {
  schemaVersion: 1,
  position: { x: 100, y: 50 },
  width: 1000,
  height: 700,
  maximized: false,
}

describe('position of the window', () => {
  const laptop = { x: 0, y: 0, width: 1440, height: 900 }
  const second = { x: 1440, y: 0, width: 1920, height: 1080 }

  test('restores the position of the window', () => {
    expect(placeWindow(state, [laptop])).toEqual({ x: 100, y: 50, width: 1000, height: 700 })
  })

  test('lets the system choose the position if the screen was removed', () => {
    const there = { ...state, position: { x: 2000, y: 50 } }
    expect(placeWindow(there, [laptop, second])).toMatchObject({ x: 2000 })
    expect(placeWindow(there, [laptop])).toEqual({ width: 1000, height: 700 })
  })

  test('lets the system choose the position if the title bar would be off the screen', () => {
    for (const position of [
      { x: 1400, y: 0 },
      { x: 0, y: 880 },
      { x: 0, y: -200 },
      { x: -990, y: 0 },
    ])
      expect(placeWindow({ ...state, position }, [laptop])).not.toHaveProperty('x')
  })

  test('limits the window to the size of the screens', () => {
    expect(placeWindow({ ...state, width: 5000, height: 5000 }, [laptop])).toMatchObject({ width: 1440, height: 900 })
  })
})

describe('window that is created hidden', () => {
  function hidden(platform: NodeJS.Platform, maximized = false) {
    const done: string[] = []
    const webContents = new EventEmitter()
    const window = Object.assign(new EventEmitter(), {
      webContents,
      isDestroyed: () => false,
      maximize: () => void done.push('maximize'),
      show: () => void done.push('show'),
    })
    showWhenDrawn(window as unknown as Parameters<typeof showWhenDrawn>[0], maximized, platform)
    return { done, window, webContents }
  }

  test('shows the window only after its first paint', () => {
    const { done, window } = hidden('darwin')
    window.webContents.emit('did-finish-load')
    expect(done).toEqual([])
    window.emit('ready-to-show')
    window.emit('ready-to-show')
    expect(done).toEqual(['show'])
  })

  test('on Linux, shows the window when its page is loaded, because Wayland does not draw hidden windows', () => {
    const { done, window, webContents } = hidden('linux')
    webContents.emit('did-finish-load')
    expect(done).toEqual(['show'])
    window.emit('ready-to-show')
    expect(done).toEqual(['show'])
  })

  test('does not maximise the window before it is drawn', () => {
    const { done, window } = hidden('win32', true)
    expect(done).toEqual([])
    window.emit('ready-to-show')
    expect(done).toEqual(['maximize', 'show'])
  })
})

describe('saving the window position', () => {
  let home: string
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'ibkr-console-window-'))
  })
  afterEach(() => rmSync(home, { recursive: true, force: true }))

  test('returns the saved position of the window', () => {
    saveWindowState(home, state)
    expect(loadWindowState(home, Date.now)).toEqual({ value: state })
  })

  test.each([
    ['half a file', '{"schemaVersion":1,"wid'],
    ['no window', '[]'],
    ['a window of no size', '{"schemaVersion":1,"width":0,"height":0,"maximized":false}'],
    ['a window beyond every screen', '{"schemaVersion":1,"width":1e9,"height":700,"maximized":false}'],
    ['words for numbers', '{"schemaVersion":1,"width":"wide","height":700,"maximized":false}'],
    ['a later version', '{"schemaVersion":2}'],
  ])('quarantines a position file that contains %s with a notice, and opens the window', (_what, text) => {
    writeFileSync(join(home, 'window.json'), text)
    const { value, notice } = loadWindowState(home, Date.now)
    expect(value).toMatchObject({ width: 1440, height: 900 })
    expect(notice).toContain('could not be read')
    expect(readdirSync(home).some((name) => name.startsWith('window.json.broken-'))).toBe(true)
  })
})

describe('recovery of a window that crashed', () => {
  test('reloads a crashed window three times a minute, and after that only if the user agrees', () => {
    let time = 0
    const budget = createCrashLimit(() => time)
    expect([budget.spend(), budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, true, false])
    budget.reset()
    expect(budget.spend()).toBe(true)
    time += 60_000
    expect([budget.spend(), budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, true, false])
  })

  // Systems report the same cause differently: a process that lacks memory is "killed" on Linux and "oom" on Windows.
  test.each([
    ['oom', 'ran out of memory'],
    ['killed', 'was ended by the system, which may lack memory, or by another program'],
    ['crashed', 'crashed'],
    ['abnormal-exit', 'exited'],
    ['launch-failed', 'could not be started'],
    ['integrity-failure', 'failed the integrity check of its code'],
  ])('describes the reason "%s" in the notice of the reopened page, and reloads after the event', (reason, failure) => {
    const notices: string[] = []
    const reload = vi.fn()
    const webContents = Object.assign(new EventEmitter(), { reload })
    const window = { webContents, isDestroyed: () => false } as unknown as BrowserWindow
    const log = { write: vi.fn() }
    const onGone = vi.fn()
    recoverWindow({ window, log, now: () => 0, onGone, addNotice: (text) => notices.push(text) })
    vi.useFakeTimers()
    webContents.emit('render-process-gone', {}, { reason, exitCode: 5 })
    expect(notices).toEqual([expect.stringMatching(`^The window ${failure} at `)])
    expect(onGone).toHaveBeenCalledWith(`The window ${failure}.`)
    expect(log.write).toHaveBeenCalledWith('error', 'window-crashed', `${reason}, exit code 5`)
    expect(reload).not.toHaveBeenCalled()
    vi.runAllTimers()
    expect(reload).toHaveBeenCalledOnce()
    vi.useRealTimers()
  })
})
