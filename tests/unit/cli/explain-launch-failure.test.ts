import { describe, expect, test } from 'vitest'
import { explainLaunchFailure, type FailedDesktopLaunch } from '../../../src/cli/desktop/run-desktop.ts'

const ENDED: FailedDesktopLaunch = { code: 1, signal: null, output: '', late: false }

describe('explanation when the desktop program exits before it opens a window', () => {
  test.each<[string, Partial<FailedDesktopLaunch>, string]>([
    [
      'the sandbox is forbidden',
      {
        code: null,
        signal: 'SIGTRAP',
        output:
          'FATAL:setuid_sandbox_host.cc The SUID sandbox helper binary was found, but is not configured correctly.',
      },
      "this system does not allow Electron's sandbox. Allow unprivileged user namespaces",
    ],
    [
      'it is root',
      { output: 'Running as root without --no-sandbox is not supported.' },
      "Electron's sandbox does not run as root. Start the console as an ordinary user",
    ],
    ['no display opens', { output: 'Missing X server or $DISPLAY' }, 'no display could be opened.'],
    [
      'a library is missing',
      {
        code: 127,
        output: 'electron: error while loading shared libraries: libnss3.so: cannot open shared object file',
      },
      'Electron needs the library libnss3.so',
    ],
    ['no window comes', { code: null, signal: 'SIGTERM', late: true }, 'Electron opened no window within a minute.'],
    ['it exits', { code: 3 }, 'Electron ended with code 3 before it opened a window.'],
    ['it is killed', { code: null, signal: 'SIGSEGV' }, 'Electron ended by SIGSEGV before it opened a window.'],
  ])('explains why a desktop program exits before it opens a window: %s', (_why, death, words) => {
    expect(explainLaunchFailure({ ...ENDED, ...death })).toContain(words)
  })
})
