/**
 * Runs an action after React has rendered the current change, for example to move the focus. React renders in an
 * earlier microtask. The next frame would be too late: on a busy machine, keys pressed before that frame would reach
 * the wrong element.
 */
export const onceDrawn = (run: () => void): void => queueMicrotask(run)
