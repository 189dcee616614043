import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Group, Site } from './group.ts';
import { commandSubject, type Command } from './measure.ts';
import type { Row } from './table.ts';

const steps = 200;

/** The same file for both: zx runs each bash block of a Markdown file too. */
function runbook(body: string): string {
  const block = `<!-- step: { effect: read } -->\n\`\`\`bash\n${body}\n\`\`\`\n`;
  return `# Bench\n\n${Array.from({ length: steps }, () => block).join('\n')}`;
}

const loop = `for ((i = 0; i < ${steps}; i++)); do bash -c true; done`;
const spawns = `const { spawn } = require('node:child_process');
(async () => {
  for (let i = 0; i < ${steps}; i++)
    await new Promise((done) => spawn('bash', ['-c', 'true']).on('close', done));
})()`;

const names = {
  node: 'node -e 0',
  version: '--version',
  lint: 'lint deploy.md',
  loop: `bash loop, ${steps} × bash -c true`,
  spawns: `bare Node, ${steps} × bash -c true`,
  zx: `zx, ${steps} blocks of bash -c true`,
  plain: `${steps} steps, each of them true`,
  nested: `${steps} steps of bash -c true`,
} as const;

function row(subject: string, against: string, most?: number): Row {
  return {
    subject,
    unit: 'ms',
    against,
    ...(most === undefined ? {} : { goal: { most, of: 'ratio' } as const }),
  };
}

/** Starting the program, and running steps that nobody watches. */
export function processGroup({ root, folder, env }: Site): Group {
  const node = process.execPath;
  const program = join(root, 'bin/teei-runbook.cjs');
  const zx = join(root, 'node_modules/zx/build/cli.js');
  writeFileSync(join(folder, 'plain.md'), runbook('true'));
  writeFileSync(join(folder, 'nested.md'), runbook('bash -c true'));
  const subject = (name: string, ...command: Command['command']) =>
    commandSubject(name, { command, cwd: folder, env });
  return {
    name: 'processes',
    subjects: [
      subject(names.node, node, '-e', '0'),
      subject(names.version, node, program, '--version'),
      subject(names.lint, node, program, 'lint', join(root, 'runbooks/deploy.md')),
      subject(names.loop, 'bash', '-c', loop),
      subject(names.spawns, node, '-e', spawns),
      subject(names.zx, node, zx, '--quiet', 'nested.md'),
      subject(names.plain, node, program, 'plain.md', '--unattended'),
      subject(names.nested, node, program, 'nested.md', '--unattended'),
    ],
    rows: [
      row(names.version, names.node, 1.5),
      row(names.lint, names.node, 3.5),
      row(names.spawns, names.loop),
      row(names.zx, names.loop),
      row(names.plain, names.loop, 3),
      row(names.nested, names.loop, 3),
      row(names.nested, names.zx, 1),
    ],
  };
}
