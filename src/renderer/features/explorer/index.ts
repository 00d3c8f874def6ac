import { laterPart } from '../../ui/later.tsx'

export { activeTab, changeTab, toggleBeside, useExplorerStore, useWarmUpStore } from './explorer-store.ts'
export { ExplorerView } from './explorer-view.tsx'
export { suggestionsFor } from './request/body/suggestions.ts'
export { ListControl } from './request/body/text-controls.tsx'
export { loadBody } from './request/load-body.ts'
export {
  focusOperationSearch,
  focusPath,
  openLinkedOperation,
  openOperation,
  openSent,
} from './request/open-request.ts'
export { prepareFirstForm, prepareForm } from './request/prepare-form.ts'
export { answerRequestQuestion, askAboutRequest, cancelRequest, sendRequest } from './request/send-request.ts'
export { CopyButton } from './response/copy-from-response.tsx'
export { usePrettyText } from './response/pretty-text.ts'
export type { ResponsePart } from './response/readable-response.tsx'
export { ReaderError } from './response/reader/reader-error.ts'
export { closeContent, contentOf, newDocument, type ResponseContent } from './response/response-content.ts'
export type { ResponseDocument } from './response/response-document.ts'
export { saveResponse } from './response/response-file.ts'
export { describeStatus, TimingBar } from './response/response-status.tsx'
export { ResponseViewer } from './response/response-viewer.tsx'
export { responseHeadOf } from './response/stored-response.ts'
export { focusFind } from './response/use-find.ts'
export { takeSaved } from './saved/saved-store.ts'
export {
  closeSnippet,
  copySnippet,
  copySnippetOf,
  openSnippet,
  saveSnippet,
  useSnippetStore,
} from './snippet/snippet-actions.ts'
export { keepTabs } from './tabs/keep-tabs.ts'
export { suspendResponses } from './tabs/suspend-responses.ts'
export { closeOtherTabs, closeTab, openEmptyTab, reopenTab, showNextTab } from './tabs/tab-actions.ts'

const savedDialogs = () => import('./saved/saved-dialogs.tsx')

export const CONFIRM_REQUEST_DIALOG = laterPart(
  async () => (await import('./request/confirm/confirm-request-dialog.tsx')).ConfirmRequestDialog,
)
export const REQUEST_QUESTION_DIALOG = laterPart(
  async () => (await import('./request/confirm/request-question.tsx')).RequestQuestionDialog,
)
export const SAVE_REQUEST_DIALOG = laterPart(async () => (await savedDialogs()).SaveRequestDialog)
export const RENAME_SAVED_DIALOG = laterPart(async () => (await savedDialogs()).RenameSavedDialog)
export const RENAME_FOLDER_DIALOG = laterPart(async () => (await savedDialogs()).RenameFolderDialog)
export const VARIABLES_DIALOG = laterPart(
  async () => (await import('./variables/variables-dialog.tsx')).VariablesDialog,
)
