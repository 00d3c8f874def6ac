import { create } from 'zustand'
import type { PlatformCapabilities } from '../../shared/contract/views.ts'

/** What the host can do for this page; undefined until it has reported that. For the rest the page uses the browser's means. */
export const usePlatformStore = create<{ readonly capabilities: PlatformCapabilities | undefined }>()(() => ({
  capabilities: undefined,
}))
