import { create } from 'zustand'
import type { SavedRequest } from '../../shared/contract/saved-views.ts'
import type { RequestDraft } from '../../shared/contract/schemas.ts'
import type { ProfileView } from '../../shared/contract/views.ts'
import type { SecretStoreKind } from '../../shared/domain/keys.ts'
import type { Order } from '../../shared/domain/orders.ts'

/** A request that waits for the user's confirmation. */
export interface PendingRequest {
  readonly request: RequestDraft
  /** Its path as entered in the form. */
  readonly path: string
  /** The profile in use when it was written. */
  readonly profileId: string | undefined
  /** The name of that profile, if another one is in use now. */
  readonly writtenFor?: string
}

/** The open dialog. Opening another one replaces it. */
export type Overlay =
  | { readonly kind: 'none' | 'palette' | 'help' | 'notifications' | 'update-catalogue' | 'save-request' }
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
  /** `profileId`: the profile that was in use when it opened. */
  | { readonly kind: 'cancel-order'; readonly order: Order; readonly profileId: string | undefined }
  /** `reason`: why the form cannot take it. */
  | { readonly kind: 'cannot-change'; readonly order: Order; readonly reason: string }

export const useOverlayStore = create<{ readonly overlay: Overlay }>()(() => ({ overlay: { kind: 'none' } }))

export function openOverlay(overlay: Overlay): void {
  useOverlayStore.setState({ overlay })
}

export function closeOverlay(): void {
  useOverlayStore.setState({ overlay: { kind: 'none' } })
}

/**
 * For a dialog that waits for a response: the returned function closes this dialog, but none that was opened since. It returns false
 * if the dialog was closed meanwhile.
 */
export function closerOfThis(): () => boolean {
  const { overlay } = useOverlayStore.getState()
  return () => {
    const isOpen = useOverlayStore.getState().overlay === overlay
    if (isOpen) closeOverlay()
    return isOpen
  }
}
