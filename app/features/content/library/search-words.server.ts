import { cleanLine } from '../form/clean-form'

/** Characters of a search that are read. */
const READ = 200

/** What somebody searches for, as it is shown back and looked for. */
export const readSearch = (text: string | null) => cleanLine((text ?? '').slice(0, READ))
