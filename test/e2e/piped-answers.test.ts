import { describe, expect, it } from 'vitest';
import { runProgram } from './program.ts';
import { openWorkspace } from './support/workspace.ts';

const asks: readonly { readonly asks: string; readonly runbook: string; readonly says: string }[] = [
  { asks: 'an item to tick', runbook: '# R\n- [ ] Somebody has looked\n', says: 'yes\n' },
  {
    asks: 'a question',
    runbook:
      '# R\n```yaml step\nkind: ask\nid: q\nquestion: Which one?\nasks: { which: { type: string } }\n```\n',
    says: '\nthis one\n',
  },
  {
    asks: 'consent to a change in production',
    runbook: '# R\n<!-- step: { id: go, effect: change } -->\n```bash\necho ran >> "$LEDGER"\n```\n',
    says: 'run\nlive\n',
  },
];

describe('a script that answers through a pipe', () => {
  it.each(asks)(
    'is no person where there is $asks: nothing is signed or run, and the end is 3',
    async ({ runbook, says }) => {
      const workspace = openWorkspace();
      workspace.write('platform.yaml', 'environments: { live: { production: true, namespace: live } }\n');
      workspace.write('run.md', runbook);
      const ended = runProgram(['./run.md', '--environment', 'live', '--plain'], {
        cwd: workspace.folder,
        env: workspace.env,
        input: says.repeat(3),
      });
      expect(ended.stdout).toContain('only a person at a terminal can answer here');
      expect(ended.exitCode).toBe(3);
      const types = (await workspace.events()).map(({ type }) => type);
      expect(types).not.toContain('signoff');
      expect(types).not.toContain('answer.given');
      expect(workspace.ledgerLines()).toEqual([]);
    },
  );
});
