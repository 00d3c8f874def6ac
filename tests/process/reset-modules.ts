import { inject, vi } from 'vitest'
import './change-globals.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Paths of the test files that replace modules or globals. */
    readonly mockingFiles: readonly string[]
  }
}

declare global {
  /** Vitest's replacements of modules in this process. It has no public function that resets them. */
  var __vitest_mocker__: { reset(): void }
  /** The test file that runs in this process. */
  var __vitest_worker__: { readonly filepath?: string }
  /** True while the process contains replacements of an earlier file. */
  var hasReplacements: boolean | undefined
}

/*
 * Setup of every test file in a shared process. No file uses a module, replacement or global of an earlier file that
 * replaced modules or globals.
 */
const replaces = inject('mockingFiles').includes(globalThis.__vitest_worker__.filepath ?? '')
if (replaces || globalThis.hasReplacements) {
  globalThis.__vitest_mocker__.reset()
  vi.resetModules()
  vi.unstubAllGlobals()
}
globalThis.hasReplacements = replaces
