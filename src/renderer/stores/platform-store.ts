import { create } from 'zustand'
import type { PlatformCapabilities } from '../../shared/contract/views.ts'

/**
 * Capabilities that the host offers to this page; undefined until the host has reported them. In place of a missing
 * capability, the page uses a browser feature.
 */
export const usePlatformStore = create<{ readonly capabilities: PlatformCapabilities | undefined }>()(() => ({
  capabilities: undefined,
}))
