export const MIN_LENGTH = 8
export const MAX_LENGTH = 128

/** Counts code points, as NIST SP 800-63B requires. */
export const codePoints = (text: string) => [...text].length

export const isLongEnough = (password: string) => codePoints(password) >= MIN_LENGTH
