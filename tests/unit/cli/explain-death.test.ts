import { describe, expect, test } from 'vitest'
import { type Death, explainDeath } from '../../../src/cli/desktop/explain-death.ts'

const ENDED: Death = { code: 1, signal: null, words: '', late: false }

describe('a desktop program that ends before its window is there is explained, with the remedy', () => {
  test.each<[string, Partial<Death>, string]>([
    [
      'the sandbox is forbidden',
      {
        code: null,
        signal: 'SIGTRAP',
        words:
          'FATAL:setuid_sandbox_host.cc The SUID sandbox helper binary was found, but is not configured correctly.',
      },
      "this system forbids Electron's sandbox. Allow unprivileged user namespaces",
    ],
    [
      'it is root',
      { words: 'Running as root without --no-sandbox is not supported.' },
      "Electron's sandbox does not run as root. Start the console as an ordinary user",
    ],
    ['no display opens', { words: 'Missing X server or $DISPLAY' }, 'no display could be opened.'],
    [
      'a library is missing',
      {
        code: 127,
        words: 'electron: error while loading shared libraries: libnss3.so: cannot open shared object file',
      },
      'Electron needs the library libnss3.so',
    ],
    ['no window comes', { code: null, signal: 'SIGTERM', late: true }, 'Electron opened no window within a minute.'],
    ['it just dies', { code: 3 }, 'Electron ended with code 3 before its window was there.'],
    ['it is killed', { code: null, signal: 'SIGSEGV' }, 'Electron ended by SIGSEGV before its window was there.'],
  ])('when %s', (_why, death, words) => {
    expect(explainDeath({ ...ENDED, ...death })).toContain(words)
  })
})
