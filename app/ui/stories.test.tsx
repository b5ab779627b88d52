import { createElement, type ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it } from 'vitest'

interface StoryModule {
  default: { title: string; component?: (props: object) => ReactElement; args?: object }
  [story: string]: unknown
}
interface Story {
  args?: object
  render?: (args: object) => ReactElement
}

const modules = import.meta.glob<StoryModule>('./**/*.stories.tsx', { eager: true })
const pieces = Object.keys(
  import.meta.glob('./{atoms,molecules,organisms,templates}/*.tsx'),
).filter((path) => !/\.(stories|test)\.tsx$/.test(path))

/** Renders a story as the server would. */
function render({ default: meta }: StoryModule, story: Story): string {
  const args = { ...meta.args, ...story.args }
  if (story.render) return renderToString(story.render(args))
  if (!meta.component) throw new Error(`${meta.title} has neither a component nor a render`)
  return renderToString(createElement(meta.component, args))
}

describe.each(Object.entries(modules))('%s', (_path, module) => {
  const { default: _meta, ...stories } = module
  it.each(Object.entries(stories))(
    '%s renders on the server, with no inline style',
    (_name, story) => {
      expect(render(module, story as Story)).not.toMatch(/\sstyle="/)
    },
  )
})

/** Shown in the stories of others: the page's parts in the template, its data in all of them. */
const shownElsewhere: Record<string, string> = {
  './molecules/file-shown.tsx': './molecules/file-field.stories.tsx',
  './organisms/form-layout.tsx': './templates/pages.stories.tsx',
  './organisms/conversation.tsx': './templates/sandbox-page.stories.tsx',
  './templates/frame.tsx': './templates/pages.stories.tsx',
  './templates/samples.tsx': './templates/pages.stories.tsx',
}

it.each(pieces)('%s has a story', (path) => {
  expect(Object.keys(modules)).toContain(
    shownElsewhere[path] ?? path.replace(/\.tsx$/, '.stories.tsx'),
  )
})
