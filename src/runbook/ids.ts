import * as z from 'zod';

const longestId = 63;
const idShape = /^[a-z0-9][a-z0-9-]*$/;

const idRule =
  'must be small letters, digits and hyphens, beginning with a letter or digit, at most 63 characters';

/** A step's own id. The form `a.b` belongs to steps that came in by `include`. */
export const stepIdSchema = z.string().max(longestId, { error: idRule }).regex(idShape, { error: idRule });

/** A runbook's id: like a step's, with folders: `troubleshoot/high-error-rate`. */
export const runbookIdSchema = z
  .string()
  .max(200)
  .regex(/^[a-z0-9][a-z0-9-]*(?:\/[a-z0-9][a-z0-9-]*)*$/, {
    error: 'must be small letters, digits and hyphens, with / between folders',
  });

/** Text as an id: what does not fit is left out or turned into hyphens. */
export function toId(text: string, fallback: string): string {
  const id = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\s_./]+/g, '-')
    .replaceAll(/[^a-z0-9-]/g, '')
    .replaceAll(/-{2,}/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return id === '' ? fallback : id;
}

/** `slug-ordinal`, cut to the length an id may have; the next free ordinal where that one is taken. */
export function stepId(slug: string, ordinal: number, taken: ReadonlySet<string>): string {
  for (let number = ordinal; ; number += 1) {
    const end = `-${number}`;
    const id = `${slug.slice(0, longestId - end.length).replace(/-+$/, '')}${end}`;
    if (!taken.has(id)) return id;
  }
}
