import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../src/rehearsal/scenario/parse.ts';
import { scenario, scenarioText } from '../../fixtures/rehearsal/scenario.ts';

describe('reading a scenario', () => {
  it('fills in what is not said', () => {
    expect(scenario('')).toMatchObject({
      environment: 'production',
      pace: 20,
      window: 'open',
      nodes: ['node-1', 'node-2', 'node-3'],
      quota: {},
      releases: {},
      denied: [],
      api: { requests: [] },
      platform: {
        vault: 'open',
        database: 'normal',
        stuckConsumers: [],
        backupAge: 1_500_000,
        workflow: 'passes',
      },
      happens: [],
      good: { ends: ['completed'], at: [], neverSkip: [] },
    });
  });

  it('reads what images do, of all services and of one', () => {
    const { releases } = scenario(`releases:
  v2:
    ready-after: 1m
    services:
      api: { crashes: { after: 3s, code: 7, log: [gone] }, latency: 200ms }
      web: { registry: missing }
`);
    expect(releases).toEqual({
      v2: {
        readyAfter: 60_000,
        services: {
          api: { crashes: { after: 3000, code: 7, log: ['gone'] }, latency: 200 },
          web: { registry: 'missing' },
        },
      },
    });
  });

  it('reads what happens when', () => {
    const { happens } = scenario(`happens:
  - { after: 30s, loses-node: node-2 }
  - { of: { applied: v2 }, after: 1m, platform: { vault: sealed } }
  - { of: { ready: v2, service: api }, api: { watch-life: 5s, requests: [{ status: 429, percent: 10 }] } }
`);
    expect(happens).toEqual([
      { after: 30_000, of: { at: 'beginning' }, loses: 'node-2' },
      { after: 60_000, of: { at: 'applied', tag: 'v2' }, platform: { vault: 'sealed' } },
      {
        after: 0,
        of: { at: 'ready', tag: 'v2', service: 'api' },
        api: { watchLife: 5000, requests: [{ status: 429, percent: 10 }] },
      },
    ]);
  });

  it('reads rights as kubectl names them', () => {
    expect(scenario('denied: [create deployments.apps, get pods/log]').denied).toEqual([
      { verb: 'create', group: 'apps', resource: 'deployments' },
      { verb: 'get', group: '', resource: 'pods', subresource: 'log' },
    ]);
  });

  it.each([
    ['relaeses: {}', 'Unknown key `relaeses`.', 'Did you mean `releases`?'],
    ['releases: { v2: { crash: {} } }', 'Unknown key `crash`.', 'Did you mean `crashes`?'],
    ['pace: fast', '`pace` must be a number.', undefined],
    ['happens: [{ after: 5s }]', '`happens[0]` needs what happens: ', undefined],
    [
      'releases: { v2: { crashes: {}, out-of-memory: {} } }',
      '`releases.v2.out-of-memory` can not stand beside `crashes`',
      undefined,
    ],
    ['api: { requests: [{ percent: 5 }] }', '`api.requests[0]` needs `status` or `delay`.', undefined],
    ['good: { ends: well, told: x }', '`good.ends` ', undefined],
    ['denied: [everything]', '`denied[0]` must be a verb and a resource', undefined],
  ])('says at its place what is wrong with %s', (keys, message, hint) => {
    const { scenario: read, problems } = parseScenario({
      path: 'x.yaml',
      bytes: Buffer.from(scenarioText(keys)),
    });
    expect(read).toBeUndefined();
    expect(problems[0]?.message).toContain(message);
    expect(problems[0]?.span.start.line).toBe(7);
    expect(problems[0]?.hint).toBe(hint);
  });

  it('gives a scenario or an error for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((text) => scenarioText(`happens: ${text}`)),
        ),
        (text) => {
          const { scenario: read, problems } = parseScenario({ path: 'x.yaml', bytes: Buffer.from(text) });
          expect(read === undefined).toBe(problems.some(({ severity }) => severity === 'error'));
        },
      ),
    );
  });
});
