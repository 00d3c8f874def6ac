import { create } from 'zustand'
import type { PlatformCapabilities } from '../../shared/contract/views.ts'

export interface PlatformData {
  /** Undefined until the host has told. */
  readonly capabilities: PlatformCapabilities | undefined
}

/** What the host can do for this page. Where it cannot, the page does what a browser lets it. */
export const usePlatformStore = create<PlatformData>()(() => ({ capabilities: undefined }))
