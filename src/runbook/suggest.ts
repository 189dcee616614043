import { closest, distance } from 'fastest-levenshtein';

/** The known name that an unknown one was most likely meant to be. Undefined: none is near. */
export function nearest(unknown: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || unknown.length > 64) return undefined;
  const candidate = closest(unknown.toLowerCase(), [...known]);
  const allowed = Math.ceil(Math.max(unknown.length, candidate.length) / 3);
  return distance(unknown.toLowerCase(), candidate.toLowerCase()) <= allowed ? candidate : undefined;
}

/** The hint for an unknown name: "did you mean `timeout`?", or the names there are. */
export function suggestion(unknown: string, known: readonly string[]): string | undefined {
  const near = nearest(unknown, known);
  if (near !== undefined) return `Did you mean \`${near}\`?`;
  return known.length === 0 ? undefined : `Known: ${known.slice(0, 20).join(', ')}`;
}
