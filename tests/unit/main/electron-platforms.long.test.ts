import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

/*
 * The compiler checks that every member and option of Electron exists, but not on which systems. The declarations state
 * that in `@platform`.
 */

/** Members, events and options that some systems lack, with the systems that have them, and how the console handles the others. */
const HANDLED: Readonly<Record<string, string>> = {
  'activate (darwin)': 'only macOS has a dock icon of a program without a window',
  'failed (darwin,win32)': 'Linux reports no refused notification',
  'getLoginItemSettings (darwin,win32)': 'called on macOS and Windows only; the tray of Linux has no such item',
  'lock-screen (darwin,win32)': 'Linux reports no locked screen: the vault locks after its idle time',
  'open-url (darwin)': 'the other systems pass a link as an argument of another start',
  'query-session-end (win32)': 'the other systems end the session with a signal or `before-quit`',
  'registerAccelerator (linux,win32)': 'macOS runs shortcuts of the menu; the page gets others',
  'session-end (win32)': 'as `query-session-end`',
  'setAppUserModelId (win32)': 'called on Windows only, because other systems may not have it',
  'setLoginItemSettings (darwin,win32)': 'called on macOS and Windows only',
  'steal (darwin)': 'ignored: the other systems have no program that is in front as a whole',
}

test('uses no part of Electron that is missing on a supported system, except those that are handled', () => {
  const { declarations, limited } = replaceLimitedParts(readFileSync('node_modules/electron/electron.d.ts', 'utf8'))
  const errors = compileShell(declarations).match(/^src.*(?:\n +.*)*/gm) ?? []
  const uses = errors
    // Follows from an unknown event.
    .filter((error) => !error.includes('error TS7006'))
    .map((error) => {
      const name = /'(\w+)' does not exist|Argument of type '"([\w-]+)"'|'"([\w-]+)"'\.$/m.exec(error)
      return limited.get(name?.slice(1).find(Boolean) ?? '') ?? error
    })
  expect([...new Set(uses)].toSorted()).toEqual(Object.keys(HANDLED))
})

/**
 * Renames the members and events that some systems lack, and gives such options a type without their values, so that the
 * compiler reports each use. Also returns these names, each with its systems.
 */
function replaceLimitedParts(text: string) {
  const limited = new Map<string, string>()
  let systems: string | undefined
  const lines = text.split('\n').map((line) => {
    if (/^ *\/\*\*/.test(line)) systems = undefined
    systems = /^ *\* @platform ([\w,]+)/.exec(line)?.[1] ?? systems
    // Parameters of listeners are indented by more than ten spaces.
    const part = /^( {4,10}(?:static |readonly |\w+\(event: '(?=[\w-]+'))*)([\w-]+)(\?: )?(.*)/.exec(line)
    if (systems === undefined || !part) return line
    const [, before = '', name = '', isOption, after = ''] = part
    limited.set(name, `${name} (${systems})`)
    systems = undefined
    return isOption ? `${before}${name}?: '${name}';` : `${before}missing_${name}${after}`
  })
  return { declarations: lines.join('\n'), limited }
}

/** Compiles the desktop shell with other declarations of Electron. Returns the errors. */
function compileShell(declarations: string): string {
  const folder = resolve('.tsbuild/electron-platforms')
  mkdirSync(folder, { recursive: true })
  writeFileSync(`${folder}/electron.d.ts`, declarations)
  const { references } = JSON.parse(readFileSync('src/main/tsconfig.json', 'utf8')) as {
    references: readonly { readonly path: string }[]
  }
  const config = {
    extends: resolve('src/main/tsconfig.json'),
    compilerOptions: {
      ...{ noEmit: true, composite: false, declaration: false, emitDeclarationOnly: false, tsBuildInfoFile: null },
      ...{ rootDir: resolve('.'), lib: ['ES2023', 'DOM'], typeRoots: [resolve('node_modules/@types')] },
      paths: { electron: [`${folder}/electron.d.ts`] },
    },
    include: ['main', 'preload'].map((name) => resolve(`src/${name}/**/*.ts`)),
    // Without the declarations of "tsc -b", the compiler reads the sources, which takes longer.
    references: existsSync('.tsbuild/src/main')
      ? references.map(({ path }) => ({ path: resolve('src/main', path) }))
      : [],
  }
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(config))
  try {
    const compiler = ['node_modules/typescript/bin/tsc', '-p', folder, '--pretty', 'false']
    return execFileSync(process.execPath, compiler, { encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    return (error as { readonly stdout: string }).stdout
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
