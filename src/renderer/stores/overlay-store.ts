import { create } from 'zustand'
import type { SavedRequest } from '../../shared/contract/saved-request-views.ts'
import type { RequestDraft } from '../../shared/contract/schemas.ts'
import type { ProfileView } from '../../shared/contract/views.ts'
import type { SecretStoreKind } from '../../shared/domain/keys.ts'
import type { Order } from '../../shared/domain/orders.ts'

/** Request that needs the user's confirmation. */
export interface PendingRequest {
  readonly request: RequestDraft
  /** Path of the request as entered in the form. */
  readonly path: string
  /** Explorer tab of the request. */
  readonly tabId: string
  /** Id of the profile that was selected when the request was entered. */
  readonly profileId: string | undefined
  /** Name of the profile for which the request was entered, if another profile is selected now. */
  readonly writtenFor?: string
}

/** Open dialog. Another dialog replaces it. */
export type Overlay =
  | {
      readonly kind: 'none' | 'palette' | 'help' | 'diagnostics' | 'notifications' | 'update-catalogue' | 'save-request'
    }
  | { readonly kind: 'guide' | 'about' }
  | { readonly kind: 'take-over' | 'disconnect' | 'certificate' }
  | { readonly kind: 'switch-profile' | 'add-profile' | 'add-gateway' }
  | { readonly kind: 'unlock-vault' | 'archive-vault' | 'change-passphrase' }
  | { readonly kind: 'clear-history' | 'export-history' }
  | { readonly kind: 'delete-profile' | 'export-keys'; readonly profile: ProfileView }
  | { readonly kind: 'move-keys'; readonly profile: ProfileView; readonly to: SecretStoreKind }
  | { readonly kind: 'discard-import' | 'save-import'; readonly id: string }
  | { readonly kind: 'confirm-request'; readonly pending: PendingRequest }
  | { readonly kind: 'rename-saved'; readonly request: SavedRequest }
  | { readonly kind: 'rename-folder'; readonly folder: string }
  | { readonly kind: 'variables'; readonly name?: string }
  /** `profileId`: the profile that was selected when the dialog opened. */
  | { readonly kind: 'cancel-order'; readonly order: Order; readonly profileId: string | undefined }
  /** `reason`: why the order form does not support this order. */
  | { readonly kind: 'cannot-change'; readonly order: Order; readonly reason: string }
  /** `text`: the contract as the user entered it. */
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'replace-ticket'; readonly onReplace: () => void }

export const useOverlayStore = create<{ readonly overlay: Overlay }>()(() => ({ overlay: { kind: 'none' } }))

export function openOverlay(overlay: Overlay): void {
  useOverlayStore.setState({ overlay })
}

export function closeOverlay(): void {
  useOverlayStore.setState({ overlay: { kind: 'none' } })
}

/**
 * Returns a function that closes only the dialog that is open now. The function returns false if that dialog is already
 * closed.
 */
export function closerOfThis(): () => boolean {
  const { overlay } = useOverlayStore.getState()
  return () => {
    const isOpen = useOverlayStore.getState().overlay === overlay
    if (isOpen) closeOverlay()
    return isOpen
  }
}
