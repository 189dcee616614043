const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago a time was, as tables of kubectl say it; `<unknown>` without one. */
export function ageOf(time: string | undefined, now: number): string {
  if (time === undefined) return '<unknown>';
  return humanDuration(Math.max(0, now - Date.parse(time)));
}

/** A duration in at most two units, by the rules of apimachinery's HumanDuration. */
export function humanDuration(milliseconds: number): string {
  const whole = (unit: number): number => Math.floor(milliseconds / unit);
  if (milliseconds < 2 * minute) return `${String(whole(second))}s`;
  if (milliseconds < 10 * minute) return two(whole(minute), 'm', whole(second) % 60, 's');
  if (milliseconds < 3 * hour) return `${String(whole(minute))}m`;
  if (milliseconds < 8 * hour) return two(whole(hour), 'h', whole(minute) % 60, 'm');
  if (milliseconds < 2 * day) return `${String(whole(hour))}h`;
  if (milliseconds < 8 * day) return two(whole(day), 'd', whole(hour) % 24, 'h');
  if (milliseconds < 2 * 365 * day) return `${String(whole(day))}d`;
  if (milliseconds < 8 * 365 * day) return two(whole(365 * day), 'y', whole(day) % 365, 'd');
  return `${String(whole(365 * day))}y`;
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0
    ? `${String(large)}${largeUnit}`
    : `${String(large)}${largeUnit}${String(small)}${smallUnit}`;
}
