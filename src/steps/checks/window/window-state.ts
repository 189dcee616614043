import type { Environment, Window } from '../../../runbook/inventory.ts';
import { instantOf, laterDay, localTime, type LocalTime, weekday } from './local-time.ts';

export type Freeze = Environment['freezes'][number];

/** Whether a change may start now. Instants are milliseconds since 1970. */
export type WindowState =
  | { readonly kind: 'open'; readonly window: Window; readonly closes: number }
  | { readonly kind: 'outside'; readonly opens: Opening | undefined }
  | { readonly kind: 'frozen'; readonly freeze: Freeze; readonly opens: Opening | undefined };

export interface Opening {
  readonly at: number;
  readonly window: Window;
}

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
/** Every window opens within a week, a day left out by a change of zone aside. */
const horizon = 9;

/**
 * Looks at the windows and freezes at an instant. A freeze outweighs a window. A freeze given in whole days
 * begins at the start of its first day and ends at the end of its last, in the zone of the first window.
 */
export function windowState(
  windows: readonly Window[],
  freezes: readonly Freeze[],
  now: number,
): WindowState {
  const zone = windows[0]?.zone ?? 'UTC';
  const frozen = freezes.map((freeze) => ({ freeze, ...spanOf(freeze, zone) }));
  const holding = frozen.find(({ from, to }) => from <= now && now < to);
  const opens = (): Opening | undefined => nextOpening(windows, frozen, now);
  if (holding !== undefined) return { kind: 'frozen', freeze: holding.freeze, opens: opens() };
  const window = windows.find((each) => isWithin(each, now));
  if (window === undefined) return { kind: 'outside', opens: opens() };
  const nextFreeze = frozen.filter(({ from }) => from > now).map(({ from }) => from);
  return { kind: 'open', window, closes: Math.min(closing(window, now), ...nextFreeze) };
}

interface FrozenSpan {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

function isWithin(window: Window, instant: number): boolean {
  const local = localTime(instant, window.zone);
  return (
    isDay(window, local) && minutesOf(window.from) <= local.minutes && local.minutes < minutesOf(window.to)
  );
}

function isDay(window: Window, local: LocalTime): boolean {
  return window.days.some((name) => name === days[weekday(local)]);
}

function closing(window: Window, now: number): number {
  return instantOf({ ...localTime(now, window.zone), minutes: minutesOf(window.to) }, window.zone);
}

/** The first instant after now at which a window is open and nothing is frozen. */
function nextOpening(
  windows: readonly Window[],
  frozen: readonly FrozenSpan[],
  now: number,
): Opening | undefined {
  const thaws = frozen.map(({ to }) => to).filter((at) => at > now);
  return windows
    .flatMap((window) => [
      ...thaws.map((at) => ({ at, window })),
      ...[now, ...thaws].flatMap((from) => startsOf(window, from)),
    ])
    .filter(({ at }) => at > now)
    .toSorted((a, b) => a.at - b.at)
    .find(({ at, window }) => isWithin(window, at) && !frozen.some(({ from, to }) => from <= at && at < to));
}

function startsOf(window: Window, from: number): readonly Opening[] {
  const today = localTime(from, window.zone);
  return Array.from({ length: horizon }, (_, ahead) => laterDay(today, ahead))
    .filter((date) => isDay(window, date))
    .map((date) => ({ at: instantOf({ ...date, minutes: minutesOf(window.from) }, window.zone), window }));
}

function spanOf({ from, to }: Freeze, zone: string): FrozenSpan {
  return { from: momentOf(from, zone, 0), to: momentOf(to, zone, 1) };
}

/** A date is midnight in the zone, `days` later; a time is what it says. */
function momentOf(text: string, zone: string, later: number): number {
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (date === null) return Date.parse(text);
  const [, year, month, dayOfMonth] = date.map(Number);
  const local = { year: year ?? 0, month: month ?? 1, day: dayOfMonth ?? 1, minutes: 0 };
  return instantOf(laterDay(local, later), zone);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
