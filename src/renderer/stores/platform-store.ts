import { create } from 'zustand'
import type { PlatformCapabilities } from '../../shared/contract/views.ts'

/**
 * Features that the host offers to the page; undefined until received. The page replaces missing features with browser
 * features.
 */
export const usePlatformStore = create<{ readonly capabilities: PlatformCapabilities | undefined }>()(() => ({
  capabilities: undefined,
}))
