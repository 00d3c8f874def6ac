import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { copyText } from '../../../platform/clipboard.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { Button } from '../../../ui/button.tsx'
import type { QuestionOf } from './reader/messages.ts'
import { ReaderError, type ResponseDocument } from './response-document.ts'

const DENIED = 'The browser did not allow copying. Select the text and press Ctrl+C.'

/** Copies a text created by the worker. Returns false after a toast if that failed. */
export async function copyMade(make: () => Promise<string>, copied?: string): Promise<boolean> {
  try {
    const done = await copyText(await make())
    if (!done) showToast('bad', DENIED)
    else if (copied !== undefined) showToast('good', copied)
    return done
  } catch (error) {
    if (error instanceof ReaderError && error.reason === 'too-large') {
      showToast('idle', 'Larger than 8 MB: save it as a file instead.')
    }
    return false
  }
}

export const copyPath = (document: ResponseDocument, value: number): Promise<boolean> =>
  copyMade(async () => (await document.ask({ kind: 'path', value })).path, 'Path copied.')

/** Copies a string without quotes, a number as written, a container as JSON. */
export const copyValue = (document: ResponseDocument, value: number): Promise<boolean> =>
  copyMade(async () => (await document.ask({ kind: 'text', value, pretty: true })).text, 'Value copied.')

/** The whole response, or the filter results. */
export const wholeText = async (document: ResponseDocument, pretty: boolean): Promise<string> =>
  (await document.ask({ kind: 'text', value: undefined, pretty } satisfies QuestionOf<'text'>)).text

/** Copies the shown part and confirms it on the button. */
export function CopyButton({ make }: { readonly make: () => Promise<string> }) {
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
        if (await copyMade(make)) setCopied(true)
      }}
    >
      {copied ? 'Copied' : 'Copy'}
    </Button>
  )
}
