import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { PartFailure, PartFailureDialog } from './part-failure.tsx'

/** Interval between attempts to load the component, in ms. */
const RETRY_MS = 1_000
/**
 * Number of failed attempts after which the failure is shown. The attempts go on. Firefox and WebKit remember the failure
 * until the page is loaded again, so there only a reload helps.
 */
const SHOWN_AFTER = 3

/** Component that loads its code on its first render or when `prepare` is called. */
export interface LaterPart<Props> {
  readonly prepare: () => Promise<void>
  /** Returns the component, or undefined until its code is loaded. */
  readonly loaded: () => ComponentType<Props> | undefined
}

export function laterPart<Props>(load: () => Promise<ComponentType<Props>>): LaterPart<Props> {
  let loaded: ComponentType<Props> | undefined
  return {
    async prepare() {
      loaded ??= await load()
    },
    loaded: () => loaded,
  }
}

interface LaterProps<Props> {
  readonly part: LaterPart<Props>
  readonly props: Props
  /** Content while the code loads. Default: nothing. */
  readonly meanwhile?: ReactNode
  /** Closes a part that opens above the window, such as a dialog. Its failure is then a dialog too. */
  readonly onClose?: () => void
  /** Describes the effect of `onClose`. */
  readonly note?: string | undefined
}

/** Renders the component once its code is loaded. React's `lazy` would always show its fallback first. */
export function Later<Props extends object>({ part, props, meanwhile = null, onClose, note }: LaterProps<Props>) {
  const [, setLoaded] = useState(part.loaded)
  const [failure, setFailure] = useState<string>()
  const Loaded = part.loaded()
  useEffect(() => {
    if (Loaded) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let current = true
    let failures = 0
    const attempt = (): void => {
      part.prepare().then(
        () => current && setLoaded(part.loaded),
        (error: unknown) => {
          if (!current) return
          failures += 1
          if (failures >= SHOWN_AFTER) setFailure(error instanceof Error ? error.message : String(error))
          timer = setTimeout(attempt, RETRY_MS)
        },
      )
    }
    attempt()
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [part, Loaded])
  if (Loaded) return <Loaded {...props} />
  if (failure === undefined) return meanwhile
  const title = 'Could not load this part of the window'
  const text = `${failure.replace(/\.?$/, '.')} Retrying. If this continues, reload the window.`
  if (!onClose) return <PartFailure title={title}>{text}</PartFailure>
  return (
    <PartFailureDialog title={title} note={note} onClose={onClose}>
      {text}
    </PartFailureDialog>
  )
}
