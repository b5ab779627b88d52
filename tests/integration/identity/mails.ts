import type { TestApp } from '../../fixtures/test-app'

/** What a mail of the product leads to. */
export interface MailedWay {
  /** Path and query of the link. */
  path: string
  code: string
}

/** The newest mail to an address; null when none came. */
export function newestMail({ auth }: TestApp, to: string): MailedWay | null {
  const [mail] = auth.mails(to)
  if (!mail) return null
  const link = new URL((/href="([^"]+)"/.exec(mail.html)?.[1] ?? '').replaceAll('&amp;', '&'))
  const code = /<strong>(\d{6})<\/strong>/.exec(mail.html)?.[1] ?? ''
  return { path: link.pathname + link.search, code }
}

/** The fields of the link's page, as its button sends them. */
export function fieldsOfLink(path: string): Record<string, string> {
  const { searchParams } = new URL(path, 'http://any.test')
  return Object.fromEntries(searchParams)
}
