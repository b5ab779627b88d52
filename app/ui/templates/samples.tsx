/** Sample data of the stories; nothing of it reaches the product. */
import type { AppHeaderProps, CommunitySection } from '../organisms/app-header'

/** The header of a made-up community, as one of its coaches sees it. */
export function northside(current: CommunitySection): AppHeaderProps {
  const at = (section: CommunitySection, href: string, label: string) => ({
    href,
    label,
    current: section === current,
  })
  return {
    community: { name: 'Northside', slug: 'northside' },
    nav: [
      at('dashboard', '/c/northside/dashboard', 'Dashboard'),
      at('library', '/c/northside/agents', 'Library'),
      at('sandbox', '/c/northside/sandbox', 'Sandbox'),
      at('manage', '/c/northside/admin/agents', 'Manage'),
    ],
    person: { name: 'Sample Coach', email: 'coach@aigym.test' },
    accountLinks: [{ href: '/communities', label: 'Switch community' }],
  }
}

export const agents = [
  {
    id: '1',
    name: 'Interview partner',
    summary: 'Asks what an employer would ask, and says what was good and what was not.',
    href: '#1',
  },
  {
    id: '2',
    name: 'Letter writer',
    summary: 'Turns your notes into a letter, and asks when something is missing.',
    href: '#2',
  },
  {
    id: '3',
    name: 'Numbers coach',
    summary: 'Explains a table in plain words, one step at a time.',
    href: '#3',
  },
]

export const conversations = [
  {
    href: '#a',
    title: 'Preparing for Thursday',
    note: 'Interview partner, 3 minutes ago',
    current: true,
  },
  {
    href: '#b',
    title: 'A letter to the landlord about the heating',
    note: 'Letter writer, yesterday',
  },
  { href: '#c', title: 'What does the third column mean?', note: 'Numbers coach, 4 days ago' },
]

export const answer = `<p>Good. Let us take it in three steps, and you can stop me at any point.</p>
<ol><li><strong>Say who you are</strong> in two sentences: what you do now, and for how long.</li>
<li><strong>Name one result.</strong> A number is better than an adjective.</li>
<li><strong>Say why this job.</strong> One thing that is true of this place and not of the next.</li></ol>
<p>Here is how the second could sound:</p>
<figure class="code-block"><figcaption>text</figcaption><pre dir="ltr" tabindex="0"><code>Last winter I planned the shifts of 14 people.
Overtime went down from 40 hours a month to 12.</code></pre></figure>
<p>Now you: which result would you tell?</p>`
