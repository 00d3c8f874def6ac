import { create } from 'zustand'
import type { SavedRequest } from '../../shared/contract/saved-views.ts'
import type { RequestDraft } from '../../shared/contract/schemas.ts'
import type { ProfileView } from '../../shared/contract/views.ts'
import type { SecretStoreKind } from '../../shared/domain/keys.ts'
import type { Order } from '../../shared/domain/orders.ts'

/** A request that waits for the last word of a person. */
export interface PendingRequest {
  readonly request: RequestDraft
  /** Its path as it stands in the form. */
  readonly path: string
  /** The profile whose money it was meant for. */
  readonly profileId: string | undefined
  /** Name of the profile that was in use when it was written, where it was another one. */
  readonly writtenFor?: string
}

/** What lies over the view. One at a time: a question is never asked on top of another. */
export type Overlay =
  | { readonly kind: 'none' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'help' }
  | { readonly kind: 'take-over' }
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'notifications' }
  | { readonly kind: 'switch-profile' }
  | { readonly kind: 'add-profile' }
  | { readonly kind: 'delete-profile'; readonly profile: ProfileView }
  | { readonly kind: 'certificate' }
  | { readonly kind: 'add-gateway' }
  | { readonly kind: 'discard-import'; readonly id: string }
  | { readonly kind: 'save-import'; readonly id: string }
  | { readonly kind: 'unlock-vault' }
  | { readonly kind: 'archive-vault' }
  | { readonly kind: 'change-passphrase' }
  | { readonly kind: 'move-keys'; readonly profile: ProfileView; readonly to: SecretStoreKind }
  | { readonly kind: 'export-keys'; readonly profile: ProfileView }
  | { readonly kind: 'update-catalogue' }
  | { readonly kind: 'confirm-request'; readonly pending: PendingRequest }
  | { readonly kind: 'save-request' }
  | { readonly kind: 'rename-saved'; readonly request: SavedRequest }
  | { readonly kind: 'rename-folder'; readonly folder: string }
  | { readonly kind: 'variables'; readonly name?: string }
  | { readonly kind: 'clear-history' }
  | { readonly kind: 'export-history' }
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
 * For a dialog that waits for an answer: what it returns closes that dialog and nothing that was opened since. False where somebody had
 * closed it meanwhile.
 */
export function closerOfThis(): () => boolean {
  const { overlay } = useOverlayStore.getState()
  return () => {
    const isOpen = useOverlayStore.getState().overlay === overlay
    if (isOpen) closeOverlay()
    return isOpen
  }
}
