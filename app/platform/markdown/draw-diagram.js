/* Draws the Mermaid text that stands in this frame's address. The page around it is at no hand here. */
const picture = document.getElementById('picture')
const said = document.getElementById('said')

async function draw() {
  const { mermaid } = globalThis
  const letters = location.hash.slice(1).replaceAll('-', '+').replaceAll('_', '/')
  const bytes = Uint8Array.from(atob(letters), (sign) => sign.charCodeAt(0))
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'neutral',
    fontFamily: 'system-ui, sans-serif',
  })
  const { svg } = await mermaid.render('diagram', new TextDecoder().decode(bytes), picture)
  picture.innerHTML = svg
  const drawn = picture.querySelector('svg')
  // By itself a wide picture keeps its size, and is moved about.
  if (window === window.top) drawn.style.minWidth = drawn.style.maxWidth
  said.hidden = true
}

draw().catch(() => {
  picture.replaceChildren()
  said.textContent = said.dataset.failed
})
