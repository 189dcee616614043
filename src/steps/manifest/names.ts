/** Longest DNS label: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
const longest = 63;

/**
 * A DNS label made of a prefix and a suffix: lower case, anything else but letters and digits becomes a
 * hyphen. When it is too long the prefix gives way, since the suffix makes it unique.
 */
export function dnsLabel(prefix: string, suffix: string): string {
  const end = clean(suffix).slice(-longest).replace(/^-+/, '');
  const room = longest - end.length - 1;
  const start = clean(prefix).slice(0, Math.max(0, room)).replace(/-+$/, '');
  if (start === '') return end;
  return end === '' ? start : `${start}-${end}`;
}

function clean(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
