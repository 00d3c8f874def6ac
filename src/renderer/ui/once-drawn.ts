/**
 * Runs after React has rendered the change just made, so that the focus can move there: React renders in an earlier microtask. The next
 * frame would be too late: on a busy machine keys come before it, and would go to the wrong element.
 */
export const onceDrawn = (run: () => void): void => queueMicrotask(run)
