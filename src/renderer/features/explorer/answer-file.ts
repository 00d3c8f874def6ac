import type { AnswerHead } from '../../../shared/contract/views.ts'
import { useExplorerStore } from '../../stores/explorer-store.ts'
import { showToast } from '../../stores/toast-store.ts'
import { saveFile } from '../files/save-file.ts'
import type { AnswerBody } from './answer-body.ts'
import { shortPath } from './short-path.ts'

/** Of types that IBKR answers with, beside JSON. Anything else is bytes. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/xml': 'xml',
  'application/zip': 'zip',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/xml': 'xml',
}

/** Proposes a name for the body of an answer: `/iserver/accounts` → `iserver-accounts.json`. */
export function answerFileName(
  { url, headers }: Pick<AnswerHead, 'url' | 'headers'>,
  kind: AnswerBody['kind'],
): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url
  const stem = shortPath(path).split('/').filter(Boolean).join('-') || 'answer'
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  return `${stem}.${kind === 'json' ? 'json' : (EXTENSIONS[type] ?? 'bin')}`
}

/** Saves the body of the answer in sight, byte by byte as the host got it. */
export async function saveAnswer(): Promise<void> {
  const { exchange } = useExplorerStore.getState()
  if (exchange.kind !== 'answered' || exchange.body.kind === 'empty') {
    showToast('idle', 'There is no answer with a body to save.')
    return
  }
  const { head, body } = exchange
  await saveFile(answerFileName(head, body.kind), { kind: 'answer', answerId: head.answerId })
}
