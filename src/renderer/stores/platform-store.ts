import { create } from 'zustand'
import type { PlatformCapabilities } from '../../shared/contract/views.ts'

export interface PlatformData {
  /** Undefined until the host has reported them. */
  readonly capabilities: PlatformCapabilities | undefined
}

/** What the host can do for this page. For the rest the page uses the browser's means. */
export const usePlatformStore = create<PlatformData>()(() => ({ capabilities: undefined }))
