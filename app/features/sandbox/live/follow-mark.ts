/** Says in the address that a script follows the answer, so that the page has no need to hold it. */
export const FOLLOW = 'follow'
