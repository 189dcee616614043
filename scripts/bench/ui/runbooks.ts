import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the first step of every list says. */
export const firstStep = 'Look at part 1';

/** Names of the runbooks that `writeRunbooks` writes. */
export const runbooks = {
  short: 'short.md',
  long: 'long.md',
  stream: 'stream.md',
  gigabyte: 'gigabyte.md',
} as const;

/** Speed of the stream in bytes a second. */
const streamSpeed = 100_000_000;
export const gigabyte = 1_000_000_000;

/** Steps of the short and of the long runbook. */
export const shortSteps = 20;
export const longSteps = 2_000;

/** The command that prints: see feed.ts. */
export function feedCommand(bytes: number, speed?: number): readonly [string, ...string[]] {
  const feed = join(import.meta.dirname, 'feed.ts');
  return [process.execPath, feed, String(bytes), ...(speed === undefined ? [] : [String(speed)])];
}

/** Of the stream, no more is written than anybody looks at. */
export const streamCommand = feedCommand(4 * gigabyte, streamSpeed);

export function writeRunbooks(folder: string): void {
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write(runbooks.short, steps('Short', 1, shortSteps));
  // No file may have more than 1,000 steps.
  write('first-half.md', steps('First half', 1, longSteps / 2));
  write('second-half.md', steps('Second half', longSteps / 8 + 1, longSteps / 2));
  write(runbooks.long, `# Long\n\n${include('first-half')}\n${include('second-half')}`);
  write(runbooks.stream, printing('Stream', streamCommand));
  write(runbooks.gigabyte, printing('Gigabyte', feedCommand(gigabyte)));
}

/** Three items and a command for each part. */
function steps(title: string, firstPart: number, count: number): string {
  const parts = Array.from({ length: count / 4 }, (_, at) => {
    const part = `part ${firstPart + at}`;
    const items = `- [ ] Look at ${part}\n- [ ] Tell who waits for ${part}\n- [ ] Note the time of ${part}\n`;
    return `${items}\n\`\`\`bash\necho ${part}\n\`\`\`\n`;
  });
  return `# ${title}\n\n${parts.join('\n')}`;
}

function include(id: string): string {
  return `\`\`\`yaml step\nid: ${id}-steps\nkind: include\nrunbook: ${id}\n\`\`\`\n`;
}

function printing(title: string, command: readonly string[]): string {
  const script = `exec ${command.map((word) => `'${word}'`).join(' ')}`;
  return `# ${title}\n\n<!-- step: { id: print, effect: read } -->\n\`\`\`bash\n${script}\n\`\`\`\n`;
}
