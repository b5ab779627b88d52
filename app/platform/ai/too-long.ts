/** The failure of a question that is more than its model takes in: the same again ends the same. */
export const TOO_LONG = 'ai.too-long'
