/** How sure a verdict is to be: of experiments without a difference, at most this share gets one. */
export const ALPHA = 0.05

/**
 * How strongly the two shares are guessed to be alike while little is known, in ratings. It changes how
 * soon a difference is found, and nothing of what is promised.
 */
const ALIKE = 8

/** Hundredths in which differences are tried for the interval. */
const STEPS = 100

/** Whether A or B was told to be rated well more often; `open` while neither was. */
export type Verdict = 'a' | 'b' | 'open'

export interface SequentialResult {
  /** Ratings of either kind. */
  a: { good: number; of: number }
  b: { good: number; of: number }
  /** See `alwaysValidP`. */
  p: number
  verdict: Verdict
  /** Between what B's share minus A's lies, at all looks together with 95 %; null before any block. */
  difference: { from: number; to: number } | null
}

interface Block {
  goodA: number
  goodB: number
  /** What was guessed of the shares before the block was seen. */
  guessA: number
  guessB: number
}

/** How many of each make a block: as many as come of each for one of the other. */
function sizesOf(share: number): { ofA: number; ofB: number } {
  return share <= 50
    ? { ofA: Math.round((100 - share) / share), ofB: 1 }
    : { ofA: 1, ofB: Math.round(share / (100 - share)) }
}

/**
 * How sure two shares of well rated can be told apart, as a p-value that may be looked at after each
 * rating, on any day.
 *
 * The method is of R. Turner, A. Ly and P. Grünwald, "Generic E-variables for exact sequential k-sample
 * tests that allow for optional stopping", Journal of Statistical Planning and Inference 230 (2024).
 * Ratings are taken in blocks, as they come. Of each, the likelihood under what the blocks before it let
 * guess is divided by that under the nearest two shares that differ by what is tried (here: not at all).
 * Where they do differ by that, no such quotient is more than one on average; so their product is ever
 * above 1/α with a chance of at most α (Ville's inequality), however often and for whatever reason one
 * looks. One over the greatest product so far is returned, which never rises. It is exact: neither large
 * numbers nor a normal distribution are supposed, but that one rating tells nothing of the next, which is
 * why each person counts once.
 *
 * @param rated a letter for each person in the order in which they rated: what they had, a capital where
 *   they rated it well
 * @param share of people who have B, in per cent
 */
export function alwaysValidP(rated: string, share: number): number {
  const sizes = sizesOf(share)
  return Math.exp(-evidence(blocksOf(rated, sizes), sizes, 0, Number.POSITIVE_INFINITY))
}

/**
 * Tells two shares of well rated apart: which is greater, how sure that is (as `alwaysValidP` says), and
 * between what their difference lies. The last is of R. Turner and P. Grünwald, "Exact anytime-valid
 * confidence intervals for contingency tables and beyond", Statistics & Probability Letters 198 (2023):
 * all differences that the same test does not speak against.
 */
export function sequentialTest(rated: string, share: number): SequentialResult {
  const count = (letter: string) => rated.split(letter).length - 1
  const a = { good: count('A'), of: count('A') + count('a') }
  const b = { good: count('B'), of: count('B') + count('b') }
  const sizes = sizesOf(share)
  const blocks = blocksOf(rated, sizes)
  const p = alwaysValidP(rated, share)
  const better = b.good * a.of > a.good * b.of ? 'b' : 'a'
  return {
    a,
    b,
    p,
    verdict: p <= ALPHA ? better : 'open',
    difference: blocks.length === 0 ? null : intervalOf(blocks, sizes),
  }
}

type Sizes = ReturnType<typeof sizesOf>

function blocksOf(rated: string, { ofA, ofB }: Sizes): Block[] {
  const blocks: Block[] = []
  const waiting = { a: [] as boolean[], b: [] as boolean[] }
  let [seen, goodA, goodB] = [0, 0, 0]
  for (const letter of rated) {
    const kind = letter.toLowerCase() as 'a' | 'b'
    waiting[kind].push(letter !== kind)
    if (waiting.a.length < ofA || waiting.b.length < ofB) continue
    const good = (ratings: boolean[]) => ratings.filter(Boolean).length
    const alike = (goodA + goodB + 1) / (seen * (ofA + ofB) + 2)
    const block = {
      guessA: (goodA + ALIKE * alike) / (seen * ofA + ALIKE),
      guessB: (goodB + ALIKE * alike) / (seen * ofB + ALIKE),
      goodA: good(waiting.a.splice(0, ofA)),
      goodB: good(waiting.b.splice(0, ofB)),
    }
    blocks.push(block)
    seen += 1
    goodA += block.goodA
    goodB += block.goodB
  }
  return blocks
}

/**
 * The greatest logarithm of the product so far against a difference, or the first above `enough`.
 *
 * @param difference B's share minus A's, more than -1 and less than 1
 */
function evidence(blocks: Block[], sizes: Sizes, difference: number, enough: number): number {
  let sum = 0
  let greatest = 0
  for (const { goodA, goodB, guessA, guessB } of blocks) {
    const nearA = nearest(guessA, guessB, sizes, difference)
    sum +=
      gain(goodA, sizes.ofA, guessA, nearA) + gain(goodB, sizes.ofB, guessB, nearA + difference)
    greatest = Math.max(greatest, sum)
    if (greatest > enough) break
  }
  return greatest
}

/** The logarithm of how much likelier so many good ones are under one share than under another. */
function gain(good: number, of: number, share: number, other: number): number {
  const ifGood = good === 0 ? 0 : good * Math.log(share / other)
  const ifBad = good === of ? 0 : (of - good) * Math.log((1 - share) / (1 - other))
  return ifGood + ifBad
}

/**
 * A's share in the nearest pair (in the sense of Kullback and Leibler) of those that differ by so much.
 * The way there is convex, so its slope tells on which side of a point it lies.
 */
function nearest(a: number, b: number, { ofA, ofB }: Sizes, difference: number): number {
  if (difference === 0) return (ofA * a + ofB * b) / (ofA + ofB)
  let low = Math.max(0, -difference)
  let high = Math.min(1, 1 - difference)
  for (let halving = 0; halving < 30; halving += 1) {
    const x = (low + high) / 2
    const y = x + difference
    const slope = (ofA * (x - a)) / (x * (1 - x)) + (ofB * (y - b)) / (y * (1 - y))
    if (slope > 0) high = x
    else low = x
  }
  return (low + high) / 2
}

/** From the first hundredth to the last that the ratings don't speak against, and one more on each side. */
function intervalOf(blocks: Block[], sizes: Sizes): { from: number; to: number } {
  const enough = -Math.log(ALPHA)
  const speaksFor = (step: number) => evidence(blocks, sizes, step / STEPS, enough) <= enough
  let from = 1 - STEPS
  while (from < STEPS - 1 && !speaksFor(from)) from += 1
  let to = STEPS - 1
  while (to > from && !speaksFor(to)) to -= 1
  return { from: (from - 1) / STEPS, to: (to + 1) / STEPS }
}
