import type { WindowState } from '../../host/shell/window-state.ts'

/** Display-independent pixels. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Placement {
  readonly width: number
  readonly height: number
  readonly x?: number
  readonly y?: number
}

/** Enough of a title bar to take hold of. */
const GRASP = 80

/**
 * Where a window opens that was somewhere before: there, if that is still on a screen; otherwise where the system puts
 * it. Never larger than the largest screen.
 */
export function placeWindow({ position, width, height }: WindowState, screens: readonly Area[]): Placement {
  const size = {
    width: Math.min(width, Math.max(...screens.map((screen) => screen.width))),
    height: Math.min(height, Math.max(...screens.map((screen) => screen.height))),
  }
  if (!position) return size
  const { x, y } = position
  const reachable = screens.some(
    (screen) =>
      x + size.width >= screen.x + GRASP &&
      x <= screen.x + screen.width - GRASP &&
      y >= screen.y &&
      y <= screen.y + screen.height - GRASP,
  )
  return reachable ? { ...size, x, y } : size
}
