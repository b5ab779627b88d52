let format: Intl.DateTimeFormat | undefined

/** Made once and when first needed: it costs more than all that it will format on a page. */
function dateFormat(): Intl.DateTimeFormat {
  format ??= new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return format
}

// What has no comma is not asked for one: that takes long on the server.
const counted = (n: number) => (n < 1_000 ? `${n}` : n.toLocaleString('en'))

/**
 * A number of things, such as "1,000+".
 *
 * @param more whether there may be more than these
 */
export const some = (n: number, more: boolean) => `${counted(n)}${more ? '+' : ''}`

/** Words that more than one part of the product says. */
export const words = {
  productName: 'AI GYM',
  skipToContent: 'Skip to content',
  working: 'Working…',
  save: 'Save',
  saved: 'Saved',
  cancel: 'Cancel',
  edit: 'Edit',
  delete: 'Delete',
  search: 'Search',
  clearSearch: 'Clear search',
  back: 'Back',
  copy: 'Copy',
  copied: 'Copied',
  optional: 'optional',
  required: 'required',
  opensInNewTab: '(opens in a new tab)',
  you: 'You',
  nav: {
    main: 'Main',
    account: 'Account',
    menu: 'Menu',
    dashboard: 'Dashboard',
    library: 'Library',
    sandbox: 'Sandbox',
    manage: 'Manage',
    manageContent: 'Content',
    manageAnswers: 'Answers',
    manageMembers: 'Members',
    manageSettings: 'Settings',
    platform: 'Platform',
    home: 'AI GYM, start page',
  },
  account: {
    signedInAs: 'Signed in as',
    communities: 'Your communities',
    settings: 'Settings',
    signIn: 'Sign in',
    signUp: 'Create an account',
    signOut: 'Sign out',
  },
  pager: {
    label: 'Pages',
    newer: 'Newer',
    older: 'Older',
    endTitle: 'Nothing more on this page',
    end: 'The list changed while you were reading.',
    endWay: 'Go to the start of the list',
  },
  forms: {
    errorSummaryTitle: (count: number) =>
      count === 1 ? 'One thing needs changing' : `${count} things need changing`,
    nothingLost: 'What you entered is still here.',
    errorPrefix: 'Error:',
    showPreview: 'What members will see',
  },
  status: {
    draft: 'Draft',
    in_review: 'In review',
    published: 'Published',
    archived: 'Archived',
    deleted: 'Deleted',
    good: 'Done',
    careful: 'Careful',
    wrong: 'Problem',
    note: 'Note',
  },
  flash: {
    dismiss: 'Close this message',
    region: 'Messages',
  },
  times: {
    /** A day; the server knows no reader's zone, so it is the one of Greenwich. */
    date: (at: Date) => dateFormat().format(at),
    justNow: 'just now',
    minutesAgo: (n: number) => (n === 1 ? '1 minute ago' : `${n} minutes ago`),
    hoursAgo: (n: number) => (n === 1 ? '1 hour ago' : `${n} hours ago`),
    yesterday: 'yesterday',
    daysAgo: (n: number) => (n === 1 ? '1 day ago' : `${n} days ago`),
  },
}
