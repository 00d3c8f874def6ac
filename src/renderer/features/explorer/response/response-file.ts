import type { ResponseHead } from '../../../../shared/contract/views.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { shortPath } from '../../catalogue/index.ts'
import { saveFile } from '../../files/index.ts'
import { useExplorerStore } from '../explorer-store.ts'
import type { ResponseContent } from './response-content.ts'

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

/** `/iserver/accounts` → `iserver-accounts`. */
export function responseFileStem(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url
  return shortPath(path).split('/').filter(Boolean).join('-') || 'response'
}

/** Proposes a name for the body of a response: `/iserver/accounts` → `iserver-accounts.json`. */
export function responseFileName({ url, headers }: Pick<ResponseHead, 'url' | 'headers'>, json: boolean): string {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  return `${responseFileStem(url)}.${json ? 'json' : (EXTENSIONS[type] ?? 'bin')}`
}

/** What the content says goes before what the header says; of a body that the window has not seen the header must do. */
function isJson(head: ResponseHead, body: ResponseContent): boolean {
  if (body.kind === 'read') return body.summary.kind === 'json'
  return /\bjson\b/i.test(head.headers['content-type'] ?? '')
}

/** Saves the body of the response in sight, byte by byte as the host got it. */
export async function saveResponse(): Promise<void> {
  const { exchange } = useExplorerStore.getState()
  if (exchange.kind !== 'received' || exchange.body.kind === 'empty') {
    showToast('idle', 'No response body to save.')
    return
  }
  const { head, body } = exchange
  await saveFile(responseFileName(head, isJson(head, body)), { kind: 'response', responseId: head.responseId })
}
