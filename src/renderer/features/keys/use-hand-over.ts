import { type FormEvent, useEffect, useRef } from 'react'
import type { FieldView } from '../../../shared/contract/import-views.ts'

/** How long a hand rests between two keys, in ms: then what is there is worth a check. */
const PAUSE_MS = 300

/**
 * Hands what stands in a field to the host: after a pause in typing, at once when it was pasted, and when the field is left.
 * The text lives in the element alone. `onGood` is told of a good one, and whether it was pasted.
 */
export function useHandOver(
  give: (text: string) => Promise<FieldView | undefined>,
  onGood: (how: 'typed' | 'pasted' | 'left') => void = () => undefined,
) {
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  const handOver = async (how: 'typed' | 'pasted' | 'left'): Promise<void> => {
    clearTimeout(timer.current)
    timer.current = undefined
    const element = input.current
    if (!element) return
    const answer = await give(element.value)
    if (answer?.kind === 'good') onGood(how)
  }
  return {
    input,
    onInput(event: FormEvent<HTMLInputElement>): void {
      clearTimeout(timer.current)
      const native = event.nativeEvent
      if (native instanceof InputEvent && native.inputType === 'insertFromPaste') void handOver('pasted')
      else timer.current = setTimeout(() => void handOver('typed'), PAUSE_MS)
    },
    onBlur(): void {
      if (timer.current !== undefined) void handOver('left')
    },
  }
}
