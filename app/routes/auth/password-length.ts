/** The shortest password, in characters; Auth may ask for more. */
export const PASSWORD_LENGTH = 8
