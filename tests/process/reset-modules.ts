import { vi } from 'vitest'

declare global {
  /** Vitest's replacements of modules in this thread. It has no public function that resets them. */
  var __vitest_mocker__: { reset(): void }
}

/*
 * Setup of every test file that replaces modules or globals. These files share a thread, because starting a thread
 * takes 0.3 s of processor time, but no file uses a module, replacement or global of the file before it.
 */
globalThis.__vitest_mocker__.reset()
vi.resetModules()
vi.unstubAllGlobals()
