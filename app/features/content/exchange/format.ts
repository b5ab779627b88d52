/** What stands in an export; docs/exports.md says it in words. Grows with each change of the format. */
export const FORMAT = 'ai-gym-content'
export const FORMAT_VERSION = 1

const MIB = 1024 * 1024

/** The most that an export holds, and so the most that an import takes. */
export const EXCHANGE_LIMITS = {
  items: 500,
  files: 2_000,
  /** UTF-8 of `content.json`. */
  textBytes: 16 * MIB,
  /** All files, unpacked. */
  fileBytes: 1024 * MIB,
  /** What may be uploaded, packed. */
  packageBytes: 512 * MIB,
} as const

/** Where the content stands in a zip, and below what its files lie. */
export const CONTENT_NAME = 'content.json'
export const FILES_FOLDER = 'files/'
