import { create } from 'zustand'
import type { PlatformCapabilities } from '../../shared/contract/views.ts'

/**
 * Features that the host offers to the page; undefined until reported. The page uses browser features instead of
 * missing ones.
 */
export const usePlatformStore = create<{ readonly capabilities: PlatformCapabilities | undefined }>()(() => ({
  capabilities: undefined,
}))
