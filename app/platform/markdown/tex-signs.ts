/** What TeX calls its signs, `name sign` each: letters, relations and arrows. */
const table = (list: string): Record<string, string> =>
  Object.fromEntries(
    list
      .trim()
      .split(/\s{2,}|\n\s*/)
      .map((pair) => pair.split(' ') as [string, string]),
  )

/** Identifiers. */
export const LETTERS = table(`
  alpha α  beta β  gamma γ  delta δ  epsilon ϵ  varepsilon ε  zeta ζ  eta η  theta θ  vartheta ϑ
  iota ι  kappa κ  lambda λ  mu μ  nu ν  xi ξ  omicron ο  pi π  varpi ϖ  rho ρ  varrho ϱ  sigma σ
  varsigma ς  tau τ  upsilon υ  phi ϕ  varphi φ  chi χ  psi ψ  omega ω
  Gamma Γ  Delta Δ  Theta Θ  Lambda Λ  Xi Ξ  Pi Π  Sigma Σ  Upsilon Υ  Phi Φ  Psi Ψ  Omega Ω
  infty ∞  partial ∂  nabla ∇  hbar ℏ  ell ℓ  Re ℜ  Im ℑ  aleph ℵ  emptyset ∅  varnothing ∅  wp ℘
  forall ∀  exists ∃  nexists ∄  neg ¬  lnot ¬  top ⊤  bot ⊥  angle ∠  triangle △  square □
  degree °  imath ı  jmath ȷ  dots …  ldots …  cdots ⋯  vdots ⋮  ddots ⋱  dotsc …  dotsb ⋯
  % %  $ $  # #  & &  _ _
`)

/** Operators and relations. */
export const OPERATORS = table(`
  cdot ⋅  times ×  div ÷  pm ±  mp ∓  ast ∗  star ⋆  circ ∘  bullet •  oplus ⊕  ominus ⊖  otimes ⊗
  odot ⊙  wedge ∧  land ∧  vee ∨  lor ∨  cap ∩  cup ∪  setminus ∖  backslash \\  mid ∣  nmid ∤
  parallel ∥  perp ⟂  le ≤  leq ≤  ge ≥  geq ≥  leqslant ⩽  geqslant ⩾  lt <  gt >  ne ≠  neq ≠
  equiv ≡  approx ≈  sim ∼  simeq ≃  cong ≅  propto ∝  ll ≪  gg ≫  doteq ≐  prec ≺  succ ≻
  in ∈  notin ∉  ni ∋  subset ⊂  supset ⊃  subseteq ⊆  supseteq ⊇  subsetneq ⊊  models ⊨  vdash ⊢
  to →  rightarrow →  leftarrow ←  gets ←  leftrightarrow ↔  Rightarrow ⇒  Leftarrow ⇐
  Leftrightarrow ⇔  implies ⟹  impliedby ⟸  iff ⟺  mapsto ↦  longrightarrow ⟶  longleftarrow ⟵
  Longrightarrow ⟹  uparrow ↑  downarrow ↓  hookrightarrow ↪  rightharpoonup ⇀  therefore ∴
  because ∵  colon :  coloneqq ≔  lbrace {  rbrace }  { {  } }  langle ⟨  rangle ⟩  lfloor ⌊  rfloor ⌋
  lceil ⌈  rceil ⌉  lvert |  rvert |  vert |  lVert ‖  rVert ‖  Vert ‖  | ‖  prime ′
`)

/** Signs whose limits stand above and below them where a formula has its own line. */
export const BIG = table(`
  sum ∑  prod ∏  coprod ∐  bigcup ⋃  bigcap ⋂  bigoplus ⨁  bigotimes ⨂  bigwedge ⋀  bigvee ⋁
`)

/** Signs whose limits stand beside them. */
export const INTEGRALS = table('int ∫  iint ∬  iiint ∭  oint ∮')

/** Names in upright letters; those of the second line take what is below them. */
export const FUNCTIONS = new Set(
  'sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp deg dim ker hom arg'.split(
    ' ',
  ),
)
export const LIMITS = new Set(
  'lim max min sup inf limsup liminf det gcd Pr argmax argmin'.split(' '),
)

/** What stands over or under something. */
export const OVER = table(`
  hat ^  widehat ^  bar ¯  overline ¯  vec →  overrightarrow →  overleftarrow ←  tilde ~
  widetilde ~  dot ˙  ddot ¨  check ˇ  acute ´  grave \`  breve ˘  overbrace ⏞
`)
export const UNDER = table('underline _  underbrace ⏟')

/** Widths of spaces, in em. */
export const SPACES: Record<string, string> = {
  ...{ ',': '0.167', ':': '0.222', '>': '0.222', ';': '0.278', '!': '0', ' ': '0.25', '~': '0.25' },
  ...{ quad: '1', qquad: '2', enspace: '0.5', thinspace: '0.167' },
}

/** Alphabets: where their capitals, small letters and digits begin in Unicode. */
export const ALPHABETS: Record<string, [capital: number, small: number, digit: number]> = {
  mathbf: [0x1d400, 0x1d41a, 0x1d7ce],
  boldsymbol: [0x1d400, 0x1d41a, 0x1d7ce],
  bm: [0x1d400, 0x1d41a, 0x1d7ce],
  mathbb: [0x1d538, 0x1d552, 0x1d7d8],
  mathcal: [0x1d49c, 0x1d4b6, 0],
  mathscr: [0x1d49c, 0x1d4b6, 0],
  mathfrak: [0x1d504, 0x1d51e, 0],
  mathsf: [0x1d5a0, 0x1d5ba, 0x1d7e2],
}

/** Letters that Unicode had before their alphabets, which have holes there. */
export const HOLES: Record<string, string> = {
  ...{ mathbbC: 'ℂ', mathbbH: 'ℍ', mathbbN: 'ℕ', mathbbP: 'ℙ', mathbbQ: 'ℚ', mathbbR: 'ℝ' },
  ...{ mathbbZ: 'ℤ', mathcalB: 'ℬ', mathcalE: 'ℰ', mathcalF: 'ℱ', mathcalH: 'ℋ', mathcalI: 'ℐ' },
  ...{ mathcalL: 'ℒ', mathcalM: 'ℳ', mathcalR: 'ℛ', mathcale: 'ℯ', mathcalg: 'ℊ', mathcalo: 'ℴ' },
  ...{ mathfrakC: 'ℭ', mathfrakH: 'ℌ', mathfrakI: 'ℑ', mathfrakR: 'ℜ', mathfrakZ: 'ℨ' },
}

/** Tables by their environment and the signs around them. */
export const TABLES: Record<string, { open?: string; close?: string }> = {
  matrix: {},
  smallmatrix: {},
  array: {},
  pmatrix: { open: '(', close: ')' },
  bmatrix: { open: '[', close: ']' },
  Bmatrix: { open: '{', close: '}' },
  vmatrix: { open: '|', close: '|' },
  Vmatrix: { open: '‖', close: '‖' },
  cases: { open: '{' },
  aligned: {},
  align: {},
  'align*': {},
  split: {},
  gathered: {},
  'gather*': {},
  equation: {},
  'equation*': {},
}
