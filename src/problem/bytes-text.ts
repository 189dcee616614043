const units = ['KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A number of bytes for people: `812 B`, `3.4 KiB`, `120 MiB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  let size = bytes / 1024;
  let unit = 0;
  // What would be rounded to 1024 of a unit is 1 of the next.
  while (size >= 1023.5 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size < 99.95 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

/** Bytes of a size such as `500 MiB` or `20GiB`. Undefined: it is none. */
export function parseBytes(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,6})\s?(B|KiB|MiB|GiB|TiB)$/.exec(text) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  const power = ['B', ...units].indexOf(unit);
  return Number(digits) * 1024 ** power;
}
