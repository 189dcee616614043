import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeRecord, type SessionRecord } from '../../../src/session/record.ts';
import { makePlace, type Place } from '../run-cli.ts';

const runbook = '# Look\n\n<!-- step: { id: look, effect: read } -->\n```bash\ntrue\n```\n';

describe('who a session is begun by and what for', () => {
  let place: Place;
  beforeEach(() => {
    place = makePlace();
    place.write('work/look.md', runbook);
    place.write('gitconfig', '[user]\n  name = Ada Example\n  email = ada@example.com\n');
  });
  afterEach(() => place.remove());

  const run = (...more: readonly string[]) =>
    place.run(['look.md', '--unattended', '--json', ...more], {
      env: { GIT_CONFIG_GLOBAL: `${place.home}/gitconfig`, GIT_CONFIG_SYSTEM: '/dev/null' },
    });

  it('is in the first record: git’s identity, the change, the purpose and the person', async () => {
    const { stdout } = await run('--change', 'CHG-1', '--purpose', 'a hotfix', '--on-behalf-of', 'Ada');
    const { envelope, event } = firstRecord(stdout);
    expect(event).toMatchObject({
      git_identity: { name: 'Ada Example', email: 'ada@example.com' },
      change: { ticket: 'CHG-1' },
      purpose: 'a hotfix',
    });
    expect(envelope.actor).toMatchObject({ authtype: 'os', on_behalf_of: 'Ada' });
    const { stdout: shown } = await place.run(['sessions', 'show', '2']);
    expect(shown).toMatch(/^by +Ada\naccount +\S+; the names are as they were said$/m);
    expect(shown).toMatch(/change +CHG-1\npurpose +a hotfix\ngit identity Ada Example <ada@example.com>\n/);
  });

  it('says nothing where nothing was said', async () => {
    place.write('gitconfig', '');
    const { event } = firstRecord((await run()).stdout);
    expect(Object.keys(event)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(git_identity|change|purpose)$/)]),
    );
  });

  it.each(['', ' ', 'two\nlines'])('refuses %j', async (text) => {
    const { code, stderr } = await run('--change', text);
    expect(code).toBe(2);
    expect(stderr).toContain('one line');
  });
});

function firstRecord(stdout: string): SessionRecord {
  const record = decodeRecord(JSON.parse(stdout.split('\n')[0] ?? ''));
  if (typeof record === 'string') throw new Error(record);
  return record;
}
