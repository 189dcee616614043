const pattern = /^[0-9a-z-]+$/;
const longest = 100;

/** True for an id that may name a session's folder: digits, lower-case letters and `-`, nothing else. */
export function isSessionId(text: string): boolean {
  return text.length <= longest && pattern.test(text);
}

/**
 * A new session's id, `YYYYMMDD-HHMMSS-<runbook>-<4 hex>` in UTC, so that ids sort by time.
 * `now` is in milliseconds since 1970; `random` is a number in [0, 1).
 */
export function newSessionId(now: number, runbook: string, random: number): string {
  const digits = new Date(now).toISOString().replaceAll(/[-:]/g, '');
  const time = `${digits.slice(0, 8)}-${digits.slice(9, 15)}`;
  const tail = Math.floor(random * 0x1_0000)
    .toString(16)
    .padStart(4, '0');
  return `${time}-${slug(runbook)}-${tail}`;
}

/** When a session began as its id says it, in milliseconds since 1970; undefined: the id says nothing. */
export function timeOfId(id: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)-/.exec(id);
  if (found === null) return undefined;
  const [, year, month, day, hours, minutes, seconds] = found;
  const time = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(time) ? undefined : time;
}

function slug(runbook: string): string {
  const plain = runbook
    .toLowerCase()
    .replaceAll(/[^0-9a-z]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '');
  return plain === '' ? 'runbook' : plain;
}
