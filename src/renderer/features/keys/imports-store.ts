import { create } from 'zustand'
import type { ImportsItem, ImportView, VerificationView } from '../../../shared/contract/import-views.ts'
import type { ProfileView } from '../../../shared/contract/views.ts'

/** Key wizards in the host, without secrets. */
interface ImportsData {
  /** Wizards in progress; undefined until received. */
  readonly imports: readonly ImportView[] | undefined
  /** Id of the open wizard. Undefined: the newest wizard. Null: a new wizard. */
  readonly currentId: string | undefined | null
  /** Result of the last finished wizard, until the user leaves its page. */
  readonly stored: StoredImport | undefined
}

/** Result of a wizard that created or changed a profile. */
export interface StoredImport {
  readonly profile: ProfileView
  readonly loginTest: VerificationView['state']
  /** Whether the console generated the keys, which are then in no file. */
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

/** Returns the wizard to resume, even if it is not open. */
export function newestImport(data: Pick<ImportsData, 'imports' | 'currentId'>): ImportView | undefined {
  return currentImport(data) ?? data.imports?.at(-1)
}
