import { describe, expect, it } from 'vitest';
import { judgeMatches, type Match } from '../../../../src/steps/checks/snapshot/judge-matches.ts';
import type { DeploymentImages } from '../../../../src/steps/manifest/image-table.ts';

const rules = { parts: 'all', takenAt: 'noon' } as const;

function running(digests: readonly string[], replicas = 2): DeploymentImages {
  const containers = [{ container: 'main', init: false, image: 'api:v1', digests }];
  return { deployment: 'prod-api', replicas, revision: '3', containers };
}

function template(image: string) {
  return { kind: 'Deployment', spec: { template: { spec: { containers: [{ name: 'main', image }] } } } };
}

const same: Match = {
  service: 'api',
  deployment: 'prod-api',
  saved: template('api:v1'),
  live: template('api:v1'),
  recorded: running(['docker-pullable://ghcr.io/api@sha256:aa']),
  running: running(['ghcr.io/api@sha256:aa']),
};

describe('whether the same runs as before', () => {
  it.each<[string, Partial<Match>, string, string]>([
    ['the same', {}, 'pass', 'the same'],
    ['another template', { live: template('api:v2') }, 'fail', 'its template differs'],
    [
      'the tag was pushed again',
      { running: running(['ghcr.io/api@sha256:bb']) },
      'fail',
      'main: runs sha256:bb, recorded sha256:aa',
    ],
    [
      'an old pod still runs',
      { running: running(['x@sha256:aa', 'x@sha256:bb']) },
      'fail',
      'main: runs sha256:bb, recorded sha256:aa',
    ],
    ['nothing runs', { running: running([]) }, 'fail', 'main: no pod runs, recorded sha256:aa'],
    [
      'nobody knows what ran',
      { recorded: running([]) },
      'inconclusive',
      'main: no digest was recorded, runs sha256:aa',
    ],
    ['it was scaled to 0, and is', { recorded: running([], 0), running: running([], 0) }, 'pass', 'the same'],
    ['it is not in the snapshot', { saved: undefined }, 'inconclusive', 'it is not in the snapshot'],
    ['it is gone', { live: undefined }, 'fail', 'there is no such Deployment'],
  ])('%s', (_what, more, verdict, observed) => {
    const result = judgeMatches([{ ...same, ...more }], rules);
    expect([result.verdict, result.evidence[0].observed]).toEqual([verdict, observed]);
    expect(result.failing).toEqual(verdict === 'pass' ? undefined : ['api']);
  });

  it('looks at the images alone where the rest may be another', () => {
    const other = { ...same, live: template('api:v2') };
    expect(judgeMatches([other], { ...rules, parts: 'images' }).verdict).toBe('pass');
  });

  it('names the bad ones first, and all of them', () => {
    const bad = { ...same, service: 'web', live: undefined };
    const result = judgeMatches([same, bad], rules);
    expect(result.evidence.map(({ what }) => what)).toEqual(['web', 'api']);
    expect(result.summary).toBe('1 of 2 run what ran when the snapshot was taken; not: web');
    expect(judgeMatches([], rules).verdict).toBe('error');
  });
});
