/** The field in which a text of the answer is looked for, whichever part of it is shown. */
export const FIND_ID = 'find-in-answer'
