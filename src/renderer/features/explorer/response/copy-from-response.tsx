import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { copyText } from '../../../platform/clipboard.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { Button } from '../../../ui/button.tsx'
import { SELECT_AND_COPY } from '../../../ui/copy-denied.ts'
import { ReaderError } from './reader/reader-error.ts'
import type { ResponseDocument } from './response-document.ts'

/** Copies text that the worker creates. Shows a toast and returns false on failure. */
export async function copyResult(load: () => Promise<string>, confirmation?: string): Promise<boolean> {
  try {
    const done = await copyText(load())
    if (!done) showToast('bad', SELECT_AND_COPY)
    else if (confirmation !== undefined) showToast('good', confirmation)
    return done
  } catch (error) {
    if (error instanceof ReaderError && error.reason === 'too-large') {
      showToast('idle', 'Too large to copy (over 8 MB). Save the response as a file instead.')
    }
    return false
  }
}

export const copyPath = (document: ResponseDocument, value: number): Promise<boolean> =>
  copyResult(() => document.query('path', { value }), 'Path copied.')

/** Copies a value: a string without quotes, other values as JSON. */
export const copyValue = (document: ResponseDocument, value: number): Promise<boolean> =>
  copyResult(() => document.query('text', { value, pretty: true }), 'Value copied.')

/** Copy button. Its label confirms the copy. */
export function CopyButton({ load }: { readonly load: () => Promise<string> }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1_500)
    return () => clearTimeout(timer)
  }, [copied])
  return (
    <Button
      look="quiet"
      icon={copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      onClick={async () => {
        if (await copyResult(load)) setCopied(true)
      }}
    >
      {copied ? 'Copied' : 'Copy'}
    </Button>
  )
}
