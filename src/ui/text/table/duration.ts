/**
 * A time as it is read at a glance: `0s`, `12s`, `3m 04s`, `2h 05m`, `3d 04h`. `milliseconds` below a second
 * are cut off.
 */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (minutes === 0) return `${String(seconds)}s`;
  if (hours === 0) return `${String(minutes)}m ${two(seconds % 60)}s`;
  if (hours < 24) return `${String(hours)}h ${two(minutes % 60)}m`;
  return `${String(Math.floor(hours / 24))}d ${two(hours % 24)}h`;
}

function two(count: number): string {
  return String(count).padStart(2, '0');
}
