import { describeKeys } from './describe-keys.ts'

export const COPY_DENIED = 'The browser did not allow copying.'

/** For a text that the user can see and select. */
export const SELECT_AND_COPY = `${COPY_DENIED} Select the text and press ${describeKeys('$mod+c').join()}.`
