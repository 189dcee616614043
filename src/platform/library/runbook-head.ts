import { basename } from 'node:path';
import { runbookIdSchema, toId } from '../../runbook/ids.ts';
import { sourceText } from '../../runbook/source-text.ts';
import { readYamlMapping } from '../../runbook/yaml/read-mapping.ts';

/** An id as nearly every author writes it: on a line of its own, without quotes or a comment. */
const plainId = /^id:[ \t]+([^\s"'#&*!|>%@`{[,]+)[ \t]*$/m;

/** The id that a runbook's front matter gives it. Undefined: none, or not a valid one, which the parser will say. */
export function idInFrontMatter(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder().decode(bytes.subarray(0, 256 * 1024));
  const front = frontMatterOf(text);
  if (front === undefined || !front.split('\n').some((line) => line.startsWith('id'))) return undefined;
  // A whole library is looked through for one id: reading all its YAML would cost more than all else.
  const plain = runbookIdSchema.safeParse(plainId.exec(front)?.[1]);
  if (plain.success) return plain.data;
  const { mapping } = readYamlMapping({
    source: sourceText('', front),
    text: front,
    offset: 0,
    scalars: 'text',
  });
  const id = runbookIdSchema.safeParse(mapping?.value['id']);
  return id.success ? id.data : undefined;
}

/** The id of a file without one of its own: its path below the library, as an id. */
export function idOfPath(below: string): string {
  return below
    .replace(/\.md$/, '')
    .split('/')
    .map((part) => toId(part, 'runbook'))
    .join('/');
}

/** The id that the parser gives a file that names none itself. */
export function idOfFile(path: string): string {
  return toId(basename(path).replace(/\.[^.]*$/, ''), 'runbook');
}

/** The lines between the first `---` and the next one. */
function frontMatterOf(text: string): string | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines[0]?.trimEnd() !== '---') return undefined;
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  return end === -1 ? undefined : `${lines.slice(1, end).join('\n')}\n`;
}
