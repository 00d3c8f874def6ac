import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { copyMade } from './copy-from-answer.ts'

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
