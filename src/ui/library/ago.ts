const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago an ISO time was, in words; beyond two weeks its date. `now` is in milliseconds since 1970. */
export function agoText(time: string, now: number): string {
  const at = Date.parse(time);
  if (Number.isNaN(at)) return 'at an unknown time';
  const past = now - at;
  if (past < minute) return 'just now';
  if (past < hour) return `${Math.floor(past / minute)} min ago`;
  if (past < 2 * day) return `${Math.floor(past / hour)} h ago`;
  if (past < 14 * day) return `${Math.floor(past / day)} days ago`;
  return `on ${new Date(at).toISOString().slice(0, 10)}`;
}
