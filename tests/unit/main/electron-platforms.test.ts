import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/*
 * The compiler checks that every member and option of Electron exists, but not on which systems. The declarations state
 * that in `@platform`.
 */

/** Parts of the API that the shell uses, with the pattern that finds their members in its code. */
const USED: Readonly<Record<string, RegExp>> = {
  App: /\bapp\.(?:on\('|once\(')?([\w-]+)/g,
  CommandLine: /\bcommandLine\.(\w+)/g,
  BrowserWindow: /\bwindow\.(?:on\('|once\(')?([\w-]+)/g,
  WebContents: /\b(?:webContents|contents|page)\.(?:on\('|once\(')?([\w-]+)/g,
  Session: /\b(?:session|defaultSession)\.(?:on\(')?([\w-]+)/g,
  Dialog: /\bdialog\.(\w+)/g,
  Notification: /\b[nN]otification\.(?:on\(')?(\w+)/g,
  PowerMonitor: /\bpowerMonitor\.(?:on\(')?([\w-]+)/g,
  Tray: /\btray\.(?:on\(')?(\w+)/g,
  Shell: /\bshell\.(\w+)/g,
  BaseWindowConstructorOptions: /^ {4}(\w+)[:,]/gm,
  WebPreferences: /^ {6}(\w+)[:,]/gm,
  FocusOptions: /\bfocus\(\{ (\w+)/g,
  MenuItemConstructorOptions: /\b(accelerator|registerAccelerator|click|label|role|submenu|type|enabled):/g,
  MessageBoxOptions: /^ {6,8}(buttons|defaultId|cancelId|noLink|detail|signal|type)[:,]/gm,
  NotificationConstructorOptions: /new Notification\(\{ (\w+), (\w+), (\w+):/g,
  ForkOptions: /\b(env|stdio):/g,
}

/** Parts of Electron that some systems lack, with the systems that have them, and how the console handles the others. */
const HANDLED_PARTS: Readonly<Record<string, string>> = {
  'App.activate (darwin)': 'only macOS has a dock icon of a program without a window',
  'App.getLoginItemSettings (darwin,win32)': 'called on macOS and Windows only; the tray of Linux has no such item',
  'App.open-url (darwin)': 'the other systems pass a link as an argument of another start',
  'App.setAppUserModelId (win32)': 'called on Windows only, because other systems may not have it',
  'App.setLoginItemSettings (darwin,win32)': 'called on macOS and Windows only',
  'FocusOptions.steal (darwin)': 'ignored: the other systems have no program that is in front as a whole',
  'MenuItemConstructorOptions.registerAccelerator (linux,win32)':
    'macOS runs shortcuts of the menu; the page gets others',
  'Notification.failed (darwin,win32)': 'Linux reports no refused notification',
  'PowerMonitor.lock-screen (darwin,win32)': 'Linux reports no locked screen: the vault locks after its idle time',
}

test('uses no part of Electron that is missing on a supported system, except those that are handled', () => {
  const platforms = readPlatforms(readFileSync('node_modules/electron/electron.d.ts', 'utf8'))
  const code = readdirSync('src/main')
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`src/main/${name}`, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''))
    .join('\n')
  const found = new Set<string>()
  const members = new Set<string>()
  for (const [owner, pattern] of Object.entries(USED)) {
    for (const match of code.matchAll(pattern)) {
      for (const name of match.slice(1)) {
        const key = `${owner}.${name}`
        if (platforms.has(key)) members.add(key)
        const platform = platforms.get(key)
        if (platform) found.add(`${key} (${platform})`)
      }
    }
  }
  expect([...found].toSorted()).toEqual(Object.keys(HANDLED_PARTS))
  // The patterns match the style of the code; after a change of style they would match nothing.
  for (const key of [
    'App.requestSingleInstanceLock',
    'App.child-process-gone',
    'WebPreferences.sandbox',
    'ForkOptions.env',
  ])
    expect([...members]).toContain(key)
})

/** Returns the systems of each member, by "Owner.member"; undefined for all systems. */
function readPlatforms(declarations: string): ReadonlyMap<string, string | undefined> {
  const members = new Map<string, string | undefined>()
  let owner: string | undefined
  let comment = ''
  for (const line of declarations.split('\n')) {
    if (/^ {2}(class|interface) /.test(line)) owner = /(?:class|interface) (\w+)/.exec(line)?.[1]
    else if (/^ {4}\/\*\*/.test(line)) comment = ''
    const name = /^ {4}(?:static |readonly )*(?:on\(event: '([\w-]+)'|(\w+)[?(:<])/.exec(line)
    if (/^ {5}\*/.test(line)) comment += line
    else if (owner && name) {
      const platform = /@platform ([\w,]+)/.exec(comment)?.[1]
      members.set(`${owner}.${name[1] ?? name[2]}`, platform)
      comment = ''
    }
  }
  return members
}
