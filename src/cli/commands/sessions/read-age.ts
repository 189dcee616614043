const hour = 3_600_000;
const units: Readonly<Record<string, number>> = {
  h: hour,
  d: 24 * hour,
  w: 7 * 24 * hour,
  y: 365 * 24 * hour,
};

/** Milliseconds of an age such as `36h`, `90d`, `12w` or `7y` (of 365 days). Undefined: it is none, or none at all. */
export function readAge(text: string): number | undefined {
  const [, digits = '', unit = ''] = /^(\d{1,5})([hdwy])$/.exec(text) ?? [];
  const age = Number(digits) * (units[unit] ?? 0);
  return age > 0 ? age : undefined;
}
