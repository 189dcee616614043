import { describe, expect, it } from 'vitest';
import { chooseEnvironment } from '../../../src/cli/session/choose-environment.ts';
import { noInventory } from '../../../src/cli/no-inventory.ts';
import type { Inventory } from '../../../src/runbook/inventory.ts';
import { parseInventory } from '../../../src/runbook/parse-inventory.ts';
import { parseRunbook } from '../../../src/runbook/parse.ts';
import { stepKinds } from '../../../src/steps/registry.ts';

const inventory = inventoryOf(`
environments:
  production: { namespace: teei-production }
  staging: { production: false, namespace: teei-staging }
  local: { production: false, namespace: none }
`);

function inventoryOf(text: string): Inventory {
  const { inventory: parsed, problems } = parseInventory({ path: 'platform.yaml', bytes: Buffer.from(text) });
  if (parsed === undefined) throw new Error(JSON.stringify(problems));
  return parsed;
}

function runbook(frontMatter = '') {
  const bytes = Buffer.from(`---\nid: x\ntitle: X\n${frontMatter}---\n# X\n\n- [ ] done\n`);
  const parsed = parseRunbook({ path: 'x.md', bytes }, stepKinds).runbook;
  if (parsed === undefined) throw new Error('the fixture is not a runbook');
  return parsed;
}

describe('which environment a session is for', () => {
  it('takes the one that is named', () => {
    const chosen = chooseEnvironment(runbook(), inventory, 'staging', 'required');
    expect(chosen).toMatchObject({
      ok: true,
      value: { environment: { name: 'staging', production: false } },
    });
  });

  it('suggests the nearest for one that is not known', () => {
    const chosen = chooseEnvironment(runbook(), inventory, 'stagin', 'required');
    expect(chosen).toMatchObject({ ok: false, problems: [{ code: 'run/environment' }] });
    expect(JSON.stringify(chosen)).toContain('staging');
  });

  it('counts what no inventory knows as production', () => {
    const chosen = chooseEnvironment(runbook(), noInventory, 'somewhere', 'required');
    expect(chosen).toMatchObject({
      ok: true,
      value: { environment: { name: 'somewhere', production: true } },
    });
    const unnamed = chooseEnvironment(runbook(), noInventory, undefined, 'no');
    expect(unnamed).toMatchObject({ ok: true, value: { environment: { production: true } } });
  });

  it('asks where several are possible, and never offers local to a runbook that uses a cluster', () => {
    const chosen = chooseEnvironment(runbook(), inventory, undefined, 'required');
    expect(chosen).toMatchObject({ ok: true, value: { kind: 'ask', names: ['production', 'staging'] } });
  });

  it('counts a file that was not written for this program as production, asked or not', () => {
    const chosen = chooseEnvironment(runbook(), inventory, undefined, 'wanted');
    expect(chosen).toMatchObject({ ok: true, value: { environment: { name: 'unnamed', production: true } } });
  });

  it('takes local for a runbook without a cluster', () => {
    const chosen = chooseEnvironment(runbook(), inventory, undefined, 'no');
    expect(chosen).toMatchObject({ ok: true, value: { environment: { name: 'local' } } });
  });

  it('refuses an environment that the runbook does not allow', () => {
    const chosen = chooseEnvironment(
      runbook('environments: [staging]\n'),
      inventory,
      'production',
      'required',
    );
    expect(chosen).toMatchObject({ ok: false, problems: [{ code: 'run/environment' }] });
    const only = chooseEnvironment(runbook('environments: [staging]\n'), inventory, undefined, 'required');
    expect(only).toMatchObject({ ok: true, value: { environment: { name: 'staging' } } });
  });
});
