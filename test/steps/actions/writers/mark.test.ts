import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isAsBefore,
  marks,
  startCronJob,
  startDeployment,
  stopCronJob,
  stopDeployment,
} from '../../../../src/steps/actions/writers/mark.ts';
import { field } from '../../../../src/steps/manifest/json.ts';
import type { Manifest } from '../../../../src/steps/ports/cluster.ts';
import { mergePatched } from '../../../fixtures/merge-patch.ts';

function deployment(
  replicas: number | undefined,
  annotations: Readonly<Record<string, string>> = {},
): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', resourceVersion: '7', annotations },
    spec: replicas === undefined ? {} : { replicas },
  };
}

function cronJob(suspend: boolean | undefined, annotations: Readonly<Record<string, string>> = {}): Manifest {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly', resourceVersion: '8', annotations },
    spec: suspend === undefined ? { schedule: '0 3 * * *' } : { schedule: '0 3 * * *', suspend },
  };
}

function patched(object: Manifest, patch: Manifest | undefined): Manifest {
  return patch === undefined ? object : mergePatched(object, patch);
}

describe('stopping a Deployment', () => {
  it('scales it to zero in the version that was seen, and writes down its count', () => {
    expect(stopDeployment(deployment(3))).toEqual({
      writer: { kind: 'Deployment', name: 'api', replicas: 3 },
      patch: {
        metadata: { resourceVersion: '7', annotations: { [marks.replicas]: '3' } },
        spec: { replicas: 0 },
      },
    });
  });

  it('takes a count that is not written for one, as the API server does', () => {
    expect(stopDeployment(deployment(undefined)).writer).toMatchObject({ replicas: 1 });
  });

  it('keeps the count of before an interrupted stop', () => {
    const again = stopDeployment(deployment(0, { [marks.replicas]: '4' }));
    expect(again).toEqual({ writer: { kind: 'Deployment', name: 'api', replicas: 4 }, patch: undefined });
    const scaledUp = stopDeployment(deployment(2, { [marks.replicas]: '4' }));
    expect(scaledUp.writer).toMatchObject({ replicas: 4 });
    expect(field(scaledUp.patch, 'spec', 'replicas')).toBe(0);
  });

  it.each(['', 'many', '-1', '1e9'])('does not believe a mark “%s”', (mark) => {
    expect(stopDeployment(deployment(2, { [marks.replicas]: mark })).writer).toMatchObject({ replicas: 2 });
  });
});

describe('starting', () => {
  it('leaves alone what was never stopped', () => {
    expect(startDeployment(deployment(3))).toBeUndefined();
    expect(startCronJob(cronJob(true))).toBeUndefined();
  });

  it('leaves a CronJob suspended that was so before', () => {
    const stopped = patched(cronJob(true), stopCronJob(cronJob(true)).patch);
    const started = patched(stopped, startCronJob(stopped)?.patch);
    expect(field(started, 'spec', 'suspend')).toBe(true);
  });

  it('brings back any Deployment as it was, however often it was stopped', () => {
    fc.assert(
      fc.property(fc.nat({ max: 50 }), fc.integer({ min: 1, max: 4 }), (replicas, times) => {
        const before = deployment(replicas);
        let object = before;
        for (let time = 0; time < times; time += 1) object = patched(object, stopDeployment(object).patch);
        expect(field(object, 'spec', 'replicas')).toBe(0);
        const start = startDeployment(object);
        const after = patched(object, start?.patch);
        expect(after).toEqual(before);
        expect(start !== undefined && isAsBefore(after, start.writer)).toBe(true);
      }),
    );
  });

  it('brings back any CronJob', () => {
    fc.assert(
      fc.property(fc.option(fc.boolean(), { nil: undefined }), (suspend) => {
        const object = patched(cronJob(suspend), stopCronJob(cronJob(suspend)).patch);
        expect(field(object, 'spec', 'suspend')).toBe(true);
        const after = patched(object, startCronJob(object)?.patch);
        expect(field(after, 'spec', 'suspend')).toBe(suspend ?? false);
        expect(field(after, 'metadata', 'annotations')).toEqual({});
      }),
    );
  });
});
