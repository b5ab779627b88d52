import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { LanguageProvider } from '~/ui/strings'
import { documentLanguage, documentWords } from '~/ui/strings/catalogue'

// The page's routes are here before this file, so the words that they say are on their way. Where
// some do not come, the page stays what it is: HTML that works, in the language that was asked for.
documentWords().then((all) => {
  if (!all) return
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <LanguageProvider language={documentLanguage()}>
          <RemixBrowser />
        </LanguageProvider>
      </StrictMode>,
    )
  })
})
