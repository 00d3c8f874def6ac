import { create } from 'zustand'
import type { ContractErrorCode } from '../../../shared/contract/errors.ts'
import type { RequestDraft } from '../../../shared/contract/schemas.ts'
import type { ProfileView, ResponseHead } from '../../../shared/contract/views.ts'
import { HTTP_METHODS, type HttpMethod } from '../../../shared/domain/requests.ts'
import { recall, remember } from '../../platform/local-memory.ts'
import { knownOperation, shortPath } from '../catalogue/index.ts'
import { type Draft, EMPTY_DRAFT } from './request/draft.ts'
import type { Problem } from './request/resolve-draft.ts'
import { closeContent, type ResponseContent } from './response/response-content.ts'

export interface SendingRequest {
  readonly kind: 'sending'
  readonly request: RequestDraft
  readonly startedAt: number
  /** Id of the request in the pacing queue. */
  readonly waitId: string
  readonly profileId: string | undefined
  /** Response that was shown before. It returns if this request is not sent. */
  readonly previous: ReceivedResponse | undefined
}

export interface ReceivedResponse {
  readonly kind: 'received'
  readonly request: RequestDraft
  readonly profileId: string | undefined
  readonly head: ResponseHead
  readonly body: ResponseContent
  readonly at: number
  /** Describes the warm-up that preceded this response. */
  readonly warmedUp?: string
  /** Later request of the tab that was not sent. */
  readonly unsent?: FailedRequest
  /** Whether the response is from the history, after a restart or reload. */
  readonly isStored?: true
}

export interface FailedRequest {
  readonly kind: 'failed'
  readonly request: RequestDraft
  readonly profileId: string | undefined
  readonly code: ContractErrorCode
  readonly message: string
  readonly detail: unknown
}

export type Exchange = { readonly kind: 'idle' } | SendingRequest | ReceivedResponse | FailedRequest

/** Recent request in browser storage, without values. */
export interface RecentRequest {
  readonly method: HttpMethod
  readonly path: string
}

const RECENT_LIMIT = 12

export type BodyView = 'form' | 'json'

/** One open request with its response. */
export interface ExplorerTab {
  readonly id: string
  readonly draft: Draft
  /** Draft as it was opened. Changes each time a request is opened, so that the tree scrolls to it. */
  readonly opened: Draft | undefined
  readonly problems: readonly Problem[]
  readonly exchange: Exchange
  readonly form: 'params' | 'body'
  /** Id of the saved request that the draft is from. */
  readonly savedId: string | undefined
  /** Ids of optional rows to hide, because the last request did not contain them. */
  readonly hiddenRows: readonly number[]
  /** Profile for which the draft was entered, if another profile is selected now. */
  readonly writtenFor: Pick<ProfileView, 'id' | 'name'> | undefined
}

export interface ExplorerData {
  /** Open tabs, in their order in the window. Never empty. */
  readonly tabs: readonly ExplorerTab[]
  readonly activeId: string
  /** Closed tabs without their responses, newest last. */
  readonly closed: readonly ExplorerTab[]
  readonly bodyView: BodyView
  readonly search: string
  /** Whether the response is beside the request instead of below. */
  readonly isBeside: boolean
  /** Whether the search and filter of a response are visible. */
  readonly isFindOpen: boolean
  readonly recent: readonly RecentRequest[]
}

/* Shared constants, because a new object would cause a render. */
export const NOTHING_SENT: Exchange = { kind: 'idle' }
export const NO_ROWS: readonly number[] = []

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isBodyView = (value: unknown): value is BodyView => value === 'form' || value === 'json'
const isRecentList = (value: unknown): value is readonly RecentRequest[] =>
  Array.isArray(value) && value.every(isRecent)

function isRecent(value: unknown): value is RecentRequest {
  if (typeof value !== 'object' || value === null) return false
  const { method, path } = value as Record<string, unknown>
  return (HTTP_METHODS as readonly unknown[]).includes(method) && typeof path === 'string'
}

export function newTab(draft: Draft = EMPTY_DRAFT, savedId?: string): ExplorerTab {
  return {
    id: crypto.randomUUID(),
    draft,
    opened: draft,
    problems: [],
    exchange: NOTHING_SENT,
    form: needsBody(draft) ? 'body' : 'params',
    savedId,
    hiddenRows: NO_ROWS,
    writtenFor: undefined,
  }
}

/** Reports whether a draft has a body or needs one. */
const needsBody = ({ body, method, rows }: Draft): boolean =>
  body !== '' || (method !== 'GET' && method !== 'DELETE' && rows.every((row) => row.place === 'path'))

const firstTab = newTab()

export const useExplorerStore = create<ExplorerData>()(() => ({
  tabs: [firstTab],
  activeId: firstTab.id,
  closed: [],
  bodyView: recall('body-view', isBodyView, 'form'),
  search: '',
  isBeside: recall('response-beside', isFlag, false),
  isFindOpen: recall('find-open', isFlag, false),
  recent: recall('recent', isRecentList, []),
}))

export function activeTab({ tabs, activeId }: ExplorerData = useExplorerStore.getState()): ExplorerTab {
  return tabs.find(({ id }) => id === activeId) ?? (tabs[0] as ExplorerTab)
}

/** Selects data of the tab that is shown. */
export const useActiveTab = <T>(select: (tab: ExplorerTab) => T): T =>
  useExplorerStore((data) => select(activeTab(data)))

/** Returns a tab; undefined if it was closed. */
export const findTab = (id: string): ExplorerTab | undefined =>
  useExplorerStore.getState().tabs.find((tab) => tab.id === id)

export const showTab = (tabId: string): void => {
  if (findTab(tabId)) useExplorerStore.setState({ activeId: tabId })
}

/** Changes a tab, by default the active one. Has no effect on a closed tab. */
export function changeTab(change: Partial<Omit<ExplorerTab, 'id'>>, tabId = activeTab().id): void {
  useExplorerStore.setState(({ tabs }) => ({
    tabs: tabs.map((tab) => {
      if (tab.id !== tabId) return tab
      const isOtherDraft = change.draft !== undefined && change.draft !== tab.draft
      // A changed draft belongs to the selected profile.
      return { ...tab, ...(isOtherDraft && { writtenFor: undefined }), ...change }
    }),
  }))
}

/** Returns the failure that the response pane explains. */
export function failureOf(exchange: Exchange): FailedRequest | undefined {
  if (exchange.kind === 'received') return exchange.unsent
  return exchange.kind === 'failed' ? exchange : undefined
}

/** Returns the responses that a tab keeps. */
function responsesOf({ exchange }: ExplorerTab): readonly ReceivedResponse[] {
  const kept = exchange.kind === 'sending' ? exchange.previous : exchange
  return kept?.kind === 'received' ? [kept] : []
}

// Ends the workers of replaced responses.
useExplorerStore.subscribe(({ tabs }, before) => {
  if (tabs === before.tabs) return
  const kept = new Set(tabs.flatMap(responsesOf).map(({ body }) => body))
  for (const { body } of before.tabs.flatMap(responsesOf)) if (!kept.has(body)) closeContent(body)
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

/** Changes the draft of a tab, by default of the active one, and clears its reported problems. */
export function changeDraft(change: (draft: Draft) => Draft, tab: ExplorerTab = activeTab()): void {
  const draft = change(tab.draft)
  if (draft === tab.draft && tab.problems.length === 0) return
  const isSameOperation = draft.operation === tab.draft.operation
  changeTab(
    {
      draft,
      problems: tab.problems.length === 0 ? tab.problems : [],
      hiddenRows: isSameOperation ? tab.hiddenRows : NO_ROWS,
    },
    tab.id,
  )
}

/**
 * Adds a request to the recent requests. The newest request comes first. An operation of the catalogue is listed once,
 * also if its parameters were typed into the path.
 */
export function rememberRequest({ method, path: typed }: RecentRequest): void {
  const { recent: before } = useExplorerStore.getState()
  const operation = knownOperation(method, typed)
  const path = operation ? shortPath(operation.path) : typed
  const isSame = (each: RecentRequest | undefined): boolean => each?.method === method && each.path === path
  // Keeps the unchanged list, so that the tree does not render again.
  if (isSame(before[0])) return
  const recent = [{ method, path }, ...before.filter((each) => !isSame(each))].slice(0, RECENT_LIMIT)
  useExplorerStore.setState({ recent })
  remember('recent', recent)
}

export interface WarmUpRun {
  readonly tabId: string
  /** Description of the current step, as the end of a sentence. */
  readonly doing: string
  /** Id of the current warm-up request in the pacing queue. */
  readonly waitId: string | undefined
  readonly stop: AbortController
}

export const useWarmUpStore = create<{ readonly run: WarmUpRun | undefined }>()(() => ({ run: undefined }))

/** Stops the warm-up of a tab before its next request. */
export function stopWarmUp(tabId: string): void {
  const { run } = useWarmUpStore.getState()
  if (run?.tabId === tabId) run.stop.abort()
}
