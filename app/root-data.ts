/** What every page knows, without asking the database. */
export interface RootData {
  requestId: string
  signedIn: boolean
  /** The signed-in person's address. */
  email: string | null
  /** What the last action did, by its code and in words. */
  flash: { code: string; text: string } | null
  /** The tag of the language that the page is in. */
  language: string
}
