import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

/** Where it could not be fetched, it is tried again so often, in ms, as long as it is wanted. */
const AGAIN_MS = 1_000

/** A component whose code is fetched when it is first drawn, or before that with `prepare`. */
export interface LaterPart<Props> {
  readonly prepare: () => Promise<void>
  /** Undefined until it was fetched. */
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
  readonly meanwhile?: ReactNode
}

/**
 * Draws the part at once where it was prepared, and otherwise as soon as it is there. React's `lazy` does neither: it suspends once in
 * any case, and keeps what is shown meanwhile for 0.3 s.
 */
export function Later<Props extends object>({ part, props, meanwhile = null }: LaterProps<Props>) {
  const [, setLoaded] = useState(part.loaded)
  const Loaded = part.loaded()
  useEffect(() => {
    if (Loaded) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let wanted = true
    const attempt = (): void => {
      part.prepare().then(
        () => wanted && setLoaded(part.loaded),
        () => {
          if (wanted) timer = setTimeout(attempt, AGAIN_MS)
        },
      )
    }
    attempt()
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [part, Loaded])
  return Loaded ? <Loaded {...props} /> : meanwhile
}
