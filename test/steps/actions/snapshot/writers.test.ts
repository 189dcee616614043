import { describe, expect, it } from 'vitest';
import { foreignChanges } from '../../../../src/steps/actions/snapshot/writers.ts';
import { differences } from '../../../../src/steps/manifest/compare.ts';
import { strip } from '../../../../src/steps/manifest/strip.ts';
import type { Manifest } from '../../../../src/steps/ports/cluster.ts';

type Fields = Readonly<Record<string, unknown>>;

function entry(manager: string, time: string, fieldsV1: Fields) {
  return { manager, operation: 'Update', apiVersion: 'apps/v1', time, fieldsV1 };
}

function object(spec: Fields, managedFields: readonly unknown[]): Manifest {
  return { kind: 'Deployment', metadata: { name: 'api', managedFields }, spec };
}

const image = { 'f:spec': { 'f:containers': { 'k:{"name":"main"}': { '.': {}, 'f:image': {} } } } };
const replicas = { 'f:spec': { 'f:replicas': {} } };
const ports = { 'f:spec': { 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { 'f:targetPort': {} } } } };
const status = { 'f:status': { 'f:replicas': {} } };
const revision = { 'f:metadata': { 'f:annotations': { 'f:deployment.kubernetes.io/revision': {} } } };

const before = {
  replicas: 2,
  containers: [{ name: 'main', image: 'v1' }],
  ports: [{ port: 80, targetPort: 1 }],
};
const saved = object(before, [entry('teei-runbook', 't0', image)]);

/** Who has changed what, one line each. */
function told(spec: Fields, ...managed: readonly unknown[]): readonly string[] {
  const live = object(spec, managed);
  const whole = { keepReplicas: true };
  return foreignChanges(saved, live, differences(strip(saved, whole), strip(live, whole))).map(
    ({ manager, time, differences: changed }) =>
      `${manager} ${time}: ${changed.map(({ path }) => path).join(' ')}`,
  );
}

const released = { ...before, containers: [{ name: 'main', image: 'v2' }] };

describe('changes by others', () => {
  it('are none where the release alone has written', () => {
    expect(
      told(released, entry('teei-runbook', 't1', image), entry('kube-controller-manager', 't2', status)),
    ).toEqual([]);
    expect(
      told(released, entry('teei-runbook', 't1', image), entry('kube-controller-manager', 't2', revision)),
    ).toEqual([]);
  });

  it('are those of the fields that somebody else has written since', () => {
    const scaled = { ...released, replicas: 5 };
    expect(told(scaled, entry('teei-runbook', 't1', image), entry('kubectl-scale', 't2', replicas))).toEqual([
      'kubectl-scale t2: spec.replicas',
    ]);
  });

  it('are found in items of a list by their names, and in items without one', () => {
    expect(told(released, entry('kubectl-edit', 't2', image))).toEqual([
      'kubectl-edit t2: spec.containers[main].image',
    ]);
    const moved = { ...before, ports: [{ port: 80, targetPort: 2 }] };
    expect(told(moved, entry('kubectl-edit', 't2', ports))).toEqual([
      'kubectl-edit t2: spec.ports[0].targetPort',
    ]);
  });

  it('are none of one who had written before the snapshot, and not since', () => {
    const helm = entry('helm', 't0', replicas);
    const earlier = object(before, [helm]);
    const live = object({ ...released, replicas: 2 }, [helm, entry('teei-runbook', 't1', image)]);
    expect(foreignChanges(earlier, live, differences(earlier['spec'], live['spec'], 'spec'))).toEqual([]);
  });

  it('are, of what was taken away, by whoever has written since', () => {
    const { ports: _gone, ...left } = released;
    expect(told(left, entry('teei-runbook', 't1', image), entry('kubectl-replace', 't2', replicas))).toEqual([
      'kubectl-replace t2: spec.ports',
    ]);
  });
});
