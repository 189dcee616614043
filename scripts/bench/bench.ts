import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { clusterGroup } from './cluster/cluster-group.ts';
import { askedFor, type Group, type GroupName, groupNames, type Site } from './group.ts';
import { machineFacts } from './machine.ts';
import { measureInterleaved } from './measure.ts';
import { processGroup } from './processes.ts';
import { rehearsalGroup } from './rehearsal-group.ts';
import { sessionsGroup } from './sessions-group.ts';
import { resultTable } from './table.ts';
import { uiGroup } from './ui/ui-group.ts';

/*
 * Measures what an operator waits for. It reports and judges nothing: on a busy machine the ratios are
 * off, and a failing number should be read before it is believed. Ten rounds of all groups;
 * `npm run bench -- ui 3` for three of one. TMPDIR says where the sessions go: it has to be a real disk, or
 * the fsyncs cost nothing.
 */
const root = resolve(import.meta.dirname, '../..');
const asked = askedFor(process.argv.slice(2));

const groups: Readonly<Record<GroupName, (site: Site) => Group | string | Promise<Group>>> = {
  processes: processGroup,
  sessions: sessionsGroup,
  ui: uiGroup,
  rehearsal: rehearsalGroup,
  cluster: clusterGroup,
};

/** What is measured now, for whoever waits: on a line of its own that the next one takes the place of. */
function tell(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

async function measureGroup(name: GroupName, rounds: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'teei-runbook-bench-'));
  try {
    writeFileSync(
      join(folder, 'platform.yaml'),
      'environments:\n  local: { production: false, namespace: none }\n',
    );
    const env = { ...process.env, HOME: folder, XDG_STATE_HOME: join(folder, 'state') };
    const group = await groups[name]({ root, folder, env });
    if (typeof group === 'string') return group;
    try {
      return resultTable(await measureInterleaved(group.subjects, rounds, tell), group.rows);
    } finally {
      group.close?.();
    }
  } finally {
    tell('');
    rmSync(folder, { recursive: true, force: true });
  }
}

if (asked === undefined) {
  process.stderr.write(`usage: npm run bench -- [${groupNames.join('] [')}] [rounds]\n`);
  process.exitCode = 2;
} else {
  const facts = [...machineFacts(tmpdir()), ['rounds', `${asked.rounds}, interleaved`] as const];
  process.stdout.write(`${facts.map(([name, value]) => `${name.padEnd(12)} ${value}`).join('\n')}\n`);
  for (const name of asked.groups)
    process.stdout.write(`\n${name}\n\n${await measureGroup(name, asked.rounds)}\n`);
}
