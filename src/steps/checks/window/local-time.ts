/** A moment as a clock on the wall shows it. */
export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** Minutes since midnight. */
  readonly minutes: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  formats.set(zone, made);
  return made;
}

/** What the clocks of an IANA time zone show at an instant (milliseconds since 1970). */
export function localTime(instant: number, zone: string): LocalTime {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    minutes: part('hour') * 60 + part('minute'),
  };
}

/** The day `days` later, at midnight. */
export function laterDay(local: LocalTime, days: number): LocalTime {
  const date = new Date(Date.UTC(local.year, local.month - 1, local.day + days));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), minutes: 0 };
}

/** 0 is Sunday. */
export function weekday(local: LocalTime): number {
  return new Date(asIfUtc({ ...local, minutes: 0 })).getUTCDay();
}

/**
 * The first instant at which clocks of the zone show this time or a later one of its day. In the hour that
 * summer time leaves out that is its end; of an hour that comes twice, the first.
 */
export function instantOf(local: LocalTime, zone: string): number {
  const wanted = asIfUtc(local);
  const offsets = [wanted - day, wanted + day].map(
    (near) => asIfUtc(localTime(near, zone)) - floorMinute(near),
  );
  const [first = 0, second = 0] = offsets;
  if (first === second) return wanted - first;
  let instant = wanted - Math.max(first, second);
  while (asIfUtc(localTime(instant, zone)) < wanted) instant += minute;
  return instant;
}

function asIfUtc({ year, month, day: date, minutes }: LocalTime): number {
  return Date.UTC(year, month - 1, date, 0, minutes);
}

function floorMinute(instant: number): number {
  return Math.floor(instant / minute) * minute;
}
