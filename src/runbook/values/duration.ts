import * as z from 'zod';

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const longest = 366 * units.d;
const shape = /^(?:(\d{1,4})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s)?(?:(\d{1,11})ms)?$/;

/** Milliseconds of a duration such as `500ms`, `30s`, `2m` or `1h30m`. Undefined: it is none, or over a year. */
export function parseDuration(text: string): number | undefined {
  const found = shape.exec(text);
  if (found === null || text === '') return undefined;
  const [, days, hours, minutes, seconds, rest] = found;
  const sum =
    Number(days ?? 0) * units.d +
    Number(hours ?? 0) * units.h +
    Number(minutes ?? 0) * units.m +
    Number(seconds ?? 0) * units.s +
    Number(rest ?? 0);
  return sum <= longest ? sum : undefined;
}

/** Milliseconds as `parseDuration` reads them, largest unit first: `1h30m`. */
export function formatDuration(milliseconds: number): string {
  let left = Math.max(0, Math.round(milliseconds));
  let text = '';
  for (const unit of ['d', 'h', 'm', 's', 'ms'] as const) {
    const count = Math.floor(left / units[unit]);
    if (count > 0) text += `${count}${unit}`;
    left -= count * units[unit];
  }
  return text === '' ? '0s' : text;
}

const rule = 'must be a duration such as 500ms, 30s, 2m or 1h30m';

/** A duration in a step's or an inventory's keys: text in, milliseconds out. */
export const durationSchema = z.string().transform((text, context) => {
  const milliseconds = parseDuration(text);
  if (milliseconds !== undefined) return milliseconds;
  context.addIssue({ code: 'custom', message: rule });
  return z.NEVER;
});

/** The same, or a value that will be one, such as `${soak}`: that stays as it is until it is filled in. */
export const durationOrValueSchema = z.string().transform((text, context): number | string => {
  if (/^\$\{[a-z][a-z0-9-]*\}$/.test(text)) return text;
  const milliseconds = parseDuration(text);
  if (milliseconds !== undefined) return milliseconds;
  context.addIssue({ code: 'custom', message: `${rule}, or a value such as \${soak}` });
  return z.NEVER;
});
