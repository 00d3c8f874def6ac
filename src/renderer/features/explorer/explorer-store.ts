import { create } from 'zustand'
import type { ContractErrorCode } from '../../../shared/contract/errors.ts'
import type { RequestDraft } from '../../../shared/contract/schemas.ts'
import type { ProfileView, ResponseHead } from '../../../shared/contract/views.ts'
import { HTTP_METHODS, type HttpMethod } from '../../../shared/domain/requests.ts'
import { recall, remember } from '../../platform/local-memory.ts'
import { type Draft, EMPTY_DRAFT } from './request/draft.ts'
import type { Problem } from './request/resolve-draft.ts'
import { closeContent, type ResponseContent } from './response/response-content.ts'

export type Exchange =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'sending'
      readonly request: RequestDraft
      readonly startedAt: number
      /** Id of the request in the pacing queue. */
      readonly waitId: string
    }
  | {
      readonly kind: 'received'
      readonly request: RequestDraft
      readonly head: ResponseHead
      readonly body: ResponseContent
      readonly at: number
      /** Describes the warm-up that preceded this response. */
      readonly warmedUp?: string
    }
  | {
      readonly kind: 'failed'
      readonly request: RequestDraft
      readonly code: ContractErrorCode
      readonly message: string
      readonly detail: unknown
    }

/** Recent request in browser storage, without values. */
export interface RecentRequest {
  readonly method: HttpMethod
  readonly path: string
}

const RECENT_LIMIT = 12

export type BodyView = 'form' | 'json'

export interface ExplorerData {
  readonly draft: Draft
  readonly problems: readonly Problem[]
  readonly exchange: Exchange
  readonly form: 'params' | 'body'
  readonly bodyView: BodyView
  readonly search: string
  /** Id of the saved request that is open. */
  readonly savedId: string | undefined
  /** Changes each time a request is opened, so that the tree scrolls to it. */
  readonly opened: object | undefined
  /** Ids of optional rows to hide, because the last request did not contain them. */
  readonly hiddenRows: readonly number[]
  /** Whether the response is beside the request instead of below. */
  readonly isBeside: boolean
  /** Whether the search and filter of a response are visible. */
  readonly isFindOpen: boolean
  readonly recent: readonly RecentRequest[]
  /** Profile for which the draft was entered, if another profile is selected now. */
  readonly writtenFor: Pick<ProfileView, 'id' | 'name'> | undefined
}

/* Shared constants, because a new object would cause a render. */
export const NOTHING_SENT: Exchange = { kind: 'idle' }
export const NO_ROWS: readonly number[] = []

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isBodyView = (value: unknown): value is BodyView => value === 'form' || value === 'json'
const isRecentList = (value: unknown): value is readonly RecentRequest[] =>
  Array.isArray(value) && value.every(isRecent)

export function isRecent(value: unknown): value is RecentRequest {
  if (typeof value !== 'object' || value === null) return false
  const { method, path } = value as Record<string, unknown>
  return (HTTP_METHODS as readonly unknown[]).includes(method) && typeof path === 'string'
}

export const useExplorerStore = create<ExplorerData>()(() => ({
  draft: EMPTY_DRAFT,
  problems: [],
  exchange: NOTHING_SENT,
  form: 'params',
  bodyView: recall('body-view', isBodyView, 'form'),
  search: '',
  savedId: undefined,
  opened: undefined,
  hiddenRows: NO_ROWS,
  isBeside: recall('response-beside', isFlag, false),
  isFindOpen: recall('find-open', isFlag, false),
  recent: recall('recent', isRecentList, []),
  writtenFor: undefined,
}))

useExplorerStore.subscribe(({ draft, writtenFor, exchange }, before) => {
  // A changed draft belongs to the selected profile.
  if (writtenFor && draft !== before.draft) useExplorerStore.setState({ writtenFor: undefined })
  // Ends the worker of a replaced response.
  if (before.exchange.kind !== 'received' || exchange === before.exchange) return
  if (exchange.kind !== 'received' || exchange.body !== before.exchange.body) closeContent(before.exchange.body)
})

/** Changes a setting and stores it for the next start. */
function keep(key: string, value: boolean | BodyView, change: Partial<ExplorerData>): void {
  useExplorerStore.setState(change)
  remember(key, value)
}

export const chooseBodyView = (bodyView: BodyView): void => keep('body-view', bodyView, { bodyView })

/** Moves the response beside or below the request. */
export function toggleBeside(): void {
  const isBeside = !useExplorerStore.getState().isBeside
  keep('response-beside', isBeside, { isBeside })
}

export const showFind = (isFindOpen: boolean): void => keep('find-open', isFindOpen, { isFindOpen })

/** Changes the draft and clears its reported problems. */
export function changeDraft(change: (draft: Draft) => Draft): void {
  useExplorerStore.setState(({ draft, problems, hiddenRows }) => {
    const next = change(draft)
    return {
      draft: next,
      problems: problems.length === 0 ? problems : [],
      hiddenRows: next.operation === draft.operation ? hiddenRows : NO_ROWS,
    }
  })
}

/** Adds a request to the recent requests. The newest request comes first. */
export function rememberRequest({ method, path }: RecentRequest): void {
  const { recent: before } = useExplorerStore.getState()
  const isSame = (each: RecentRequest | undefined): boolean => each?.method === method && each.path === path
  // Keeps the unchanged list, so that the tree does not render again.
  if (isSame(before[0])) return
  const recent = [{ method, path }, ...before.filter((each) => !isSame(each))].slice(0, RECENT_LIMIT)
  useExplorerStore.setState({ recent })
  remember('recent', recent)
}

export interface WarmUpRun {
  /** Description of the current step, as the end of a sentence. */
  readonly doing: string
  /** Id of the current warm-up request in the pacing queue. */
  readonly waitId: string | undefined
  readonly stop: AbortController
}

export const useWarmUpStore = create<{ readonly run: WarmUpRun | undefined }>()(() => ({ run: undefined }))

/** Stops the warm-up before its next request. */
export function stopWarmUp(): void {
  useWarmUpStore.getState().run?.stop.abort()
}
