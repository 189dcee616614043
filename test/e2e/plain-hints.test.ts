import { expect, it } from 'vitest';
import { openTerminal } from './support/open-terminal.ts';
import { openWorkspace } from './support/workspace.ts';

const runbook = `---
parameters: { mode: { type: string, optional: true } }
---
# Go
<!-- step: { id: go, effect: read, when: { value: mode, equals: x } } -->
\`\`\`bash
echo "$MODE"
\`\`\`
`;

it('says which value a condition misses, and that nothing is before the first step', async () => {
  const workspace = openWorkspace();
  workspace.write('go.md', runbook);
  const session = openTerminal(workspace, ['go.md', '--plain']);
  await session.sees('depends on   mode, which has no value: run this step if it applies, else skip it');
  await session.sees('go> ');
  session.says('back');
  await session.sees('This is the first step: nothing is before it.');
  await session.sees('go> ');
  session.says('skip does not apply');
  await session.sees('COMPLETED');
  expect(await session.ends()).toBe(0);
});
