import { renderToStaticMarkup as html } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { AgentFace, AgentList } from '../organisms/agent-list'
import { AppHeader, useCommunityNav } from '../organisms/app-header'
import { ConversationHead, ReadersLine, Thread } from '../organisms/conversation'
import { FormActions, FormLayout, FormSection } from '../organisms/form-layout'
import { SideList } from '../organisms/side-list'
import { commonWords } from '../strings/common'
import { errorsWords } from '../strings/errors'
import { ErrorPage } from './error-page'
import { Frame } from './frame'
import { LandingPage } from './landing-page'
import { AdminPage, CommunityPage, PublicPage } from './pages'
import { SandboxPage } from './sandbox-page'

const order = (text: string, ...parts: string[]) => {
  const places = parts.map((part) => text.indexOf(part))
  expect(places).not.toContain(-1)
  expect(places).toEqual([...places].sort((a, b) => a - b))
}

function Labels(props: Parameters<typeof useCommunityNav>[0]) {
  return (
    <>
      {useCommunityNav(props)
        .map(({ href, current }) => `${href}${current ? '*' : ''}`)
        .join(' ')}
    </>
  )
}

describe('strings', () => {
  it('count and say times', () => {
    const common = commonWords.english
    const errors = errorsWords.english
    expect(common.forms.errorSummaryTitle(1)).toBe('One thing needs changing')
    expect(common.times.minutesAgo(1)).toBe('1 minute ago')
    expect(common.times.minutesAgo(5)).toBe('5 minutes ago')
    expect(common.times.hoursAgo(1)).toBe('1 hour ago')
    expect(common.times.hoursAgo(2)).toBe('2 hours ago')
    expect(common.times.daysAgo(1)).toBe('1 day ago')
    expect(common.times.daysAgo(9)).toBe('9 days ago')
    expect(errors.retryIn(0)).toBe('You can try again in 1 second.')
    expect(errors.retryIn(30)).toBe('You can try again in 30 seconds.')
    expect(errors.retryIn(90)).toBe('You can try again in 2 minutes.')
  })
})

describe('AppHeader', () => {
  it('shows the community first, then where one can go, then who one is', () => {
    const out = html(
      <AppHeader
        community={{ name: 'Northside', slug: 'northside' }}
        nav={[{ href: '/c/northside/agents', label: 'Agents', current: true }]}
        person={{ name: 'Ada', email: 'ada@aigym.test' }}
        accountLinks={[{ href: '/communities', label: 'Switch' }]}
      />,
    )
    order(out, 'href="/c/northside/dashboard"', '>Northside<', '>Agents<', 'ada@aigym.test')
    expect(out).toContain('href="/c/northside/agents" aria-current="page"')
    expect(out).toContain('href="/communities"')
  })
  it('signs out by a plain post', () => {
    expect(html(<AppHeader person={{ name: 'Ada' }} />)).toMatch(
      /<form method="post" action="\/logout"><button type="submit"/,
    )
  })
  it('offers the way in to nobody, except on the way in', () => {
    expect(html(<AppHeader />)).toContain('href="/login"')
    const bare = html(<AppHeader bare />)
    expect(bare).not.toContain('href="/login"')
    expect(bare).toContain('AI GYM')
  })
})

describe('useCommunityNav', () => {
  it('leads a member to what is theirs', () => {
    expect(html(<Labels slug="n" coach={false} current="sandbox" />)).toBe(
      '/c/n/dashboard /c/n/agents /c/n/sandbox*',
    )
  })
  it('leads a coach to the coach’s rooms too', () => {
    expect(html(<Labels slug="n" coach />)).toContain('/c/n/admin/content')
  })
})

it('every page has a way past its header, and one place to lead to', () => {
  const out = html(
    <Frame header={{}} foot="foot">
      <CommunityPage title="Agents" lede="Pick." actions="new" flash="done" narrow>
        rows
      </CommunityPage>
    </Frame>,
  )
  order(out, 'href="#content"', '<header', 'id="content"', 'done', '<h1', 'Pick.', 'rows', 'foot')
  expect(out).toContain('page page-narrow')
})

it('the coach’s rooms are tabs above the page', () => {
  const nav = [{ href: '/c/n/admin/members', label: 'Members' }]
  const out = html(
    <AdminPage title="Agents" nav={nav} flash="done">
      rows
    </AdminPage>,
  )
  order(out, 'aria-label="Manage"', '/c/n/admin/members', 'done', '<h1', 'rows')
})

it('a way in is one column', () => {
  order(
    html(
      <PublicPage title="Sign in" flash="done">
        form
      </PublicPage>,
    ),
    'class="entry"',
    'done',
    '<h1>Sign in',
    'form',
  )
})

describe('the sandbox', () => {
  it('has Stop before the messages, and the form after them', () => {
    const out = html(
      <SandboxPage
        side="mine"
        head={
          <ConversationHead
            title="Talk"
            agent="Ada"
            readers="owner_and_coaches"
            listHref="/list"
            answering={<button type="submit">Stop</button>}
            announce="Ended."
            actions="rename"
          />
        }
        flash="done"
        thread={<Thread olderHref="?older">messages</Thread>}
        composer="form"
      />,
    )
    order(out, 'mine', 'Talk', 'coaches of this community', '/list', 'Ada is answering', 'Stop')
    order(out, 'Stop', 'done', '?older', 'messages', 'form')
    expect(out).toMatch(/<span role="status">.*Ended\./)
  })
  it('can be scrolled by keyboard', () => {
    expect(html(<Thread>x</Thread>)).toContain(
      '<section class="thread" aria-label="Conversation" tabindex="0">',
    )
  })
  it('says who reads along', () => {
    expect(html(<ReadersLine readers="owner" />)).toContain('Only you can read')
  })
  it('stands without a side list', () => {
    expect(html(<SandboxPage head="" thread="" composer="" />)).not.toContain('sandbox-side')
  })
  it('lists conversations with where one is', () => {
    const out = html(
      <SideList
        label="Mine"
        items={[
          { href: '/a', title: 'A', note: 'now', current: true },
          { href: '/b', title: 'B' },
        ]}
      />,
    )
    expect(out.match(/aria-current/g)).toHaveLength(1)
    expect(out).toContain('<small>now</small>')
  })
})

describe('agents', () => {
  const agents = ['Ada', 'Bo'].map((name) => ({ id: name, name, summary: 's', href: `/${name}` }))
  it('each say whom the button starts with', () => {
    expect(html(<AgentList agents={agents} />)).toContain('aria-label="Start talking: Bo"')
  })
  it('one next step at most', () => {
    expect(html(<AgentList agents={agents} next />).match(/button-primary/g)).toHaveLength(1)
    expect(html(<AgentList agents={agents} />)).not.toContain('button-primary')
  })
  it('are headings of the level that the page needs', () => {
    expect(html(<AgentList agents={agents} level={2} />)).toContain('<h2>Ada</h2>')
    expect(html(<AgentList agents={agents} />)).toContain('<h3>Ada</h3>')
  })
  it('greet, and offer how to begin', () => {
    order(
      html(<AgentFace name="Ada" greeting="Hello." starters="Ask" />),
      'Ada',
      'Hello.',
      'You could begin with',
      'Ask',
    )
  })
})

it('a coach’s form stands beside what members will see', () => {
  const out = html(
    <FormLayout preview="face">
      <FormSection title="What" note="why">
        fields
      </FormSection>
      <FormActions>save</FormActions>
    </FormLayout>,
  )
  order(out, '<h2>What', 'why', 'fields', 'save', 'What members will see', 'face')
  expect(html(<FormLayout>x</FormLayout>)).not.toContain('form-preview')
})

it('an error says what happened, two ways on, and the id to quote', () => {
  const out = html(
    <ErrorPage
      title="Gone"
      detail="It was moved."
      requestId="abc"
      ways={[
        { href: '/a', label: 'Again' },
        { href: '/', label: 'Home' },
      ]}
    >
      more
    </ErrorPage>,
  )
  order(out, 'Gone', 'It was moved.', 'more', 'button-primary', 'Again', 'Home', '<code>abc</code>')
  expect(html(<ErrorPage title="x" detail="y" ways={[]} />)).not.toContain('<code>')
})

it('the landing page has one way in, and shows the sandbox when there is a picture', () => {
  const out = html(
    <LandingPage picture={{ src: '/s.png', darkSrc: '/d.png', width: 12, height: 8 }} />,
  )
  expect(out.match(/button-primary/g)).toHaveLength(1)
  expect(out).toContain('href="/signup"')
  expect(out).toMatch(/<img src="\/s.png" alt="[^"]{20,}" width="12" height="8"/)
  expect(out).toContain('srcSet="/d.png"')
  expect(html(<LandingPage />)).not.toContain('<img')
})
