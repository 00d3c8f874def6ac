import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { copyText } from '../../../platform/clipboard.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { Button } from '../../../ui/button.tsx'
import type { QuestionOf } from './reader/messages.ts'
import { ReaderError, type ResponseDocument } from './response-document.ts'

const DENIED = 'The browser did not allow copying. Select the text and press Ctrl+C.'

/** Puts a text on the clipboard that the worker makes. False where that was not possible; then it is said why. */
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

/** Of a text what it means, of a number its digits, of a container its JSON. */
export const copyValue = (document: ResponseDocument, value: number): Promise<boolean> =>
  copyMade(async () => (await document.ask({ kind: 'text', value, pretty: true })).text, 'Value copied.')

/** The whole response, or what a filter found of it. */
export const wholeText = async (document: ResponseDocument, pretty: boolean): Promise<string> =>
  (await document.ask({ kind: 'text', value: undefined, pretty } satisfies QuestionOf<'text'>)).text

/** Copies what is looked at, and says so in its own place. */
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
