import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePlace, type Place } from './run-cli.ts';

const platform = `environments:
  production: { namespace: prod, endpoints: { status-page: https://status.example.com } }
contacts:
  - { role: Incident channel, name: Slack, contact: "#incidents" }
  - { role: Database Admin, name: Rota, contact: "#dba", for: [sev-1, sev-2], escalate-after: 15m }
  - { role: Security Lead }
  - { role: Product Owner, name: "[Name]", contact: "[Email/Phone]" }
`;

describe('contacts', () => {
  let place: Place;
  beforeEach(() => {
    place = makePlace();
  });
  afterEach(() => place.remove());

  it('is a table of whom to call and when, and says which roles nobody has filled in', async () => {
    place.write('work/runbooks/platform.yaml', platform);
    const { code, stdout } = await place.run(['contacts']);
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        'ROLE              NAME   CONTACT     CALLED',
        'Incident channel  Slack  #incidents  always',
        'Database Admin    Rota   #dba        sev-1, sev-2; if nobody has answered for 15m',
        '',
        'Status page of production: https://status.example.com',
        '',
        'Not filled in yet: Security Lead, Product Owner',
        'Write name and contact into runbooks/platform.yaml, below contacts.',
        '',
      ].join('\n'),
    );
  });

  it('gives JSON to scripts, without what is only a form', async () => {
    place.write('work/runbooks/platform.yaml', platform);
    const { stdout } = await place.run(['contacts', '--json']);
    expect(JSON.parse(stdout)).toEqual([
      { role: 'Incident channel', filledIn: true, name: 'Slack', contact: '#incidents', for: [] },
      {
        role: 'Database Admin',
        filledIn: true,
        name: 'Rota',
        contact: '#dba',
        escalateAfter: '15m',
        for: ['sev-1', 'sev-2'],
      },
      { role: 'Security Lead', filledIn: false, for: [] },
      { role: 'Product Owner', filledIn: false, for: [] },
    ]);
  });

  it('takes the team’s own platform.yaml before the bundled one', async () => {
    expect((await place.run(['contacts'])).stdout).toContain('#teei-production-incidents');
    place.write('work/runbooks/platform.yaml', 'contacts: []\n');
    expect((await place.run(['contacts'])).stdout).toBe('Nobody is there yet.\n');
  });

  it('says where platform.yaml is wrong, and ends with 2', async () => {
    place.write('work/runbooks/platform.yaml', 'contacts: [{ role: Database Admin, for: [worst] }]\n');
    const { code, stderr } = await place.run(['contacts']);
    expect(code).toBe(2);
    expect(stderr).toContain('must be a severity such as sev-1');
  });
});
