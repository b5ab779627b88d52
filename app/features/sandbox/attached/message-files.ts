import { conversationPath, type MessageFile } from '../conversation/conversation'

/** Files that one message may have. */
export const MOST_FILES = 3

/** Bytes of a file: what the reader of documents takes, and the least that providers take of a picture. */
export const LARGEST_FILE = 5 * 1024 * 1024

/** Characters of a document: as many as one may have that is read into a form. */
export const LONGEST_TEXT = 400_000

/** What models take as a picture. */
const PICTURES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif']

/** How the names of plain texts may end; one that ends otherwise is called a text. */
export const PLAIN_ENDINGS =
  'txt log css js jsx ts tsx py java c h cpp cs go rs rb php sh sql yaml yml toml'.split(' ')

/** Endings that the browser offers; what counts is what is inside. */
export const TEXT_ENDINGS = `.md,.markdown,.csv,.json,.xml,.html,.pdf,.docx,.${PLAIN_ENDINGS.join(',.')}`
export const PICTURE_ENDINGS = '.png,.jpg,.jpeg,.webp,.gif'

export const isPicture = (mediaType: string) => PICTURES.includes(mediaType)

/** A file of a message for a page, with a link that holds for a while; null where there is no place for files. */
export interface LinkedMessageFile extends MessageFile {
  href: string | null
}

/** Where one attaches files to the next message of a conversation. */
export const filesPath = (community: string, id: string) =>
  `${conversationPath(community, id)}/files`
