import { create } from 'zustand'
import type { ContractErrorCode } from '../../../shared/contract/errors.ts'
import type { RequestDraft } from '../../../shared/contract/schemas.ts'
import type { ProfileView, ResponseHead } from '../../../shared/contract/views.ts'
import { HTTP_METHODS, type HttpMethod } from '../../../shared/domain/requests.ts'
import { recall, remember } from '../../platform/local-memory.ts'
import { type Draft, EMPTY_DRAFT } from './request/draft.ts'
import type { Problem } from './request/resolve-draft.ts'
import { closeContent, type ResponseContent } from './response/response-content.ts'

/** Where one request stands. */
export type Exchange =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'sending'
      readonly request: RequestDraft
      readonly startedAt: number
      /** Its name in the queue. */
      readonly waitId: string
    }
  | {
      readonly kind: 'received'
      readonly request: RequestDraft
      readonly head: ResponseHead
      readonly body: ResponseContent
      readonly at: number
      /** What was done to get it, where more than one call was. */
      readonly warmedUp?: string
    }
  | {
      readonly kind: 'failed'
      readonly request: RequestDraft
      readonly code: ContractErrorCode
      readonly message: string
      readonly detail: unknown
    }

/** Kept across loads: what was asked, never what was sent or answered. */
export interface RecentRequest {
  readonly method: HttpMethod
  readonly path: string
}

export const RECENT_LIMIT = 12

export type BodyView = 'form' | 'json'

export interface ExplorerData {
  readonly draft: Draft
  readonly problems: readonly Problem[]
  readonly exchange: Exchange
  readonly form: 'params' | 'body'
  /** How bodies are written, where there is a choice. */
  readonly bodyView: BodyView
  readonly search: string
  /** The saved request that was opened. */
  readonly savedId: string | undefined
  /** Another object whenever a request is opened: the tree reveals it. */
  readonly opened: object | undefined
  /** Rows of optional parameters that the last request was sent without: not shown until asked for. */
  readonly hiddenRows: readonly number[]
  /** The response is beside the request, not below it. */
  readonly isBeside: boolean
  /** The search and filter of a response are shown. */
  readonly isFindOpen: boolean
  readonly recent: readonly RecentRequest[]
  /** The profile that was in use when the draft was written, where another one is in use since. */
  readonly writtenFor: Pick<ProfileView, 'id' | 'name'> | undefined
}

/** One object, so that what shows it is drawn again only when there was something else. */
export const NOTHING_SENT: Exchange = { kind: 'idle' }

export const NO_ROWS: readonly number[] = []

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

/* What is changed was looked at: it is written for the profile of now. */
useExplorerStore.subscribe(({ draft, writtenFor }, before) => {
  if (writtenFor && draft !== before.draft) useExplorerStore.setState({ writtenFor: undefined })
})

/* A response that gives way to another takes its worker with it, however it came to that. */
useExplorerStore.subscribe(({ exchange }, { exchange: before }) => {
  if (before.kind !== 'received' || exchange === before) return
  if (exchange.kind !== 'received' || exchange.body !== before.body) closeContent(before.body)
})

export function chooseBodyView(bodyView: BodyView): void {
  useExplorerStore.setState({ bodyView })
  remember('body-view', bodyView)
}

/** Moves the response beside the request, or below it. */
export function toggleBeside(): void {
  const isBeside = !useExplorerStore.getState().isBeside
  useExplorerStore.setState({ isBeside })
  remember('response-beside', isBeside)
}

export function showFind(isFindOpen: boolean): void {
  useExplorerStore.setState({ isFindOpen })
  remember('find-open', isFindOpen)
}

function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

function isBodyView(value: unknown): value is BodyView {
  return value === 'form' || value === 'json'
}

/** Changes the draft; complaints about what it was before are gone. */
export function changeDraft(change: (draft: Draft) => Draft): void {
  useExplorerStore.setState(({ draft, problems, hiddenRows }) => {
    const next = change(draft)
    return {
      draft: next,
      // The same empty list, so that the form is not drawn again.
      problems: problems.length === 0 ? problems : [],
      hiddenRows: next.operation === draft.operation ? hiddenRows : NO_ROWS,
    }
  })
}

export function rememberRequest(request: RecentRequest): void {
  const { recent: before } = useExplorerStore.getState()
  // The list stays the same object, so that the tree of operations is not drawn again.
  if (before[0]?.path === request.path && before[0].method === request.method) return
  const recent = withRecent(before, request)
  useExplorerStore.setState({ recent })
  remember('recent', recent)
}

/** Newest first, each once. */
export function withRecent(recent: readonly RecentRequest[], request: RecentRequest): readonly RecentRequest[] {
  const others = recent.filter((each) => each.method !== request.method || each.path !== request.path)
  return [{ method: request.method, path: request.path }, ...others].slice(0, RECENT_LIMIT)
}

function isRecentList(value: unknown): value is readonly RecentRequest[] {
  return Array.isArray(value) && value.every(isRecent)
}

export function isRecent(value: unknown): value is RecentRequest {
  if (typeof value !== 'object' || value === null) return false
  const { method, path } = value as Record<string, unknown>
  return (HTTP_METHODS as readonly unknown[]).includes(method) && typeof path === 'string'
}

/** A read that is being warmed up. */
export interface WarmUpRun {
  /** What is done now, as the rest of a sentence. */
  readonly doing: string
  /** The name of its request in the queue. */
  readonly waitId: string | undefined
  readonly stop: AbortController
}

export const useWarmUpStore = create<{ readonly run: WarmUpRun | undefined }>()(() => ({ run: undefined }))

/** No further call is made of it. */
export function stopWarmUp(): void {
  useWarmUpStore.getState().run?.stop.abort()
}
