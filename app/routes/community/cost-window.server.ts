import { WINDOWS, type Window } from '~/features/money/costs.server'

/** The days that an address asks for; a month where it names none that may be looked at. */
export function windowIn(request: Request): Window {
  const asked = Number(new URL(request.url).searchParams.get('days'))
  return WINDOWS.find((days) => days === asked) ?? 31
}
