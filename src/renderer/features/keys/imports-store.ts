import { create } from 'zustand'
import type { ImportsItem, ImportView, VerificationView } from '../../../shared/contract/import-views.ts'
import type { ProfileView } from '../../../shared/contract/views.ts'

/** The key wizards as the host reports them, without secrets. */
interface ImportsData {
  /** Undefined until the host has sent them. */
  readonly imports: readonly ImportView[] | undefined
  /** The one open in this window. Undefined: the newest; null: a new one is being started. */
  readonly currentId: string | undefined | null
  /** The result of the last one, until the user leaves its page. */
  readonly stored: StoredImport | undefined
}

/** An import that became a profile. */
export interface StoredImport {
  readonly profile: ProfileView
  /** The state of the login test. */
  readonly loginTest: VerificationView['state']
  /** The keys were generated here: no file of them exists. */
  readonly generated: boolean
}

export const useImportsStore = create<ImportsData>()(() => ({
  imports: undefined,
  currentId: undefined,
  stored: undefined,
}))

export function applyImportsItems(
  { imports = [] }: Pick<ImportsData, 'imports'>,
  batch: readonly ImportsItem[],
): Pick<ImportsData, 'imports'> {
  const byId = new Map(imports.map((each) => [each.id, each]))
  for (const item of batch) {
    if (item.kind === 'import') byId.set(item.import.id, item.import)
    else byId.delete(item.id)
  }
  return { imports: [...byId.values()] }
}

export function currentImport({
  imports,
  currentId,
}: Pick<ImportsData, 'imports' | 'currentId'>): ImportView | undefined {
  if (currentId === null) return undefined
  return imports?.find(({ id }) => id === currentId) ?? imports?.at(-1)
}

/** The wizard to resume, whether it is open or not. */
export function newestImport(data: Pick<ImportsData, 'imports' | 'currentId'>): ImportView | undefined {
  return currentImport(data) ?? data.imports?.at(-1)
}
