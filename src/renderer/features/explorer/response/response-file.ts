import type { ResponseHead } from '../../../../shared/contract/views.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { shortPath } from '../../catalogue/index.ts'
import { saveFile } from '../../files/index.ts'
import { activeTab } from '../explorer-store.ts'
import type { ResponseContent } from './response-content.ts'

/** File extensions for IBKR's content types other than JSON. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'application/xml': 'xml',
  'application/zip': 'zip',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/xml': 'xml',
}

/** Converts a path to a file name: `/iserver/accounts` → `iserver-accounts`. */
export function responseFileStem(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname : url
  return shortPath(path).split('/').filter(Boolean).join('-') || 'response'
}

/** Proposes a file name for the body of a response: `/iserver/accounts` → `iserver-accounts.json`. */
export function responseFileName({ url, headers }: Pick<ResponseHead, 'url' | 'headers'>, json: boolean): string {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  return `${responseFileStem(url)}.${json ? 'json' : (EXTENSIONS[type] ?? 'bin')}`
}

/** The detected content type takes precedence over the header. */
function isJson(head: ResponseHead, body: ResponseContent): boolean {
  if (body.kind === 'parsed') return body.summary.kind === 'json'
  return /\bjson\b/i.test(head.headers['content-type'] ?? '')
}

/** Saves the body of the current response, byte for byte. */
export async function saveResponse(): Promise<void> {
  const { exchange } = activeTab()
  if (exchange.kind !== 'received' || exchange.body.kind === 'empty') {
    showToast('idle', 'No response body to save.')
    return
  }
  const { head, body } = exchange
  await saveFile(responseFileName(head, isJson(head, body)), { kind: 'response', responseId: head.responseId })
}
