import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { withDefaults } from '../../../../src/rehearsal/kubernetes/defaults/defaults.ts';
import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  objectAt,
  withAt,
} from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import {
  isKubeObject,
  type KubeObject,
  nameOf,
} from '../../../../src/rehearsal/kubernetes/objects/kube-object.ts';
import { asOlderServer } from '../../../fixtures/rehearsal/older-versions.ts';

const folder = new URL('../../../fixtures/rehearsal/', import.meta.url);
const sentFile = new URL('sent-objects.yaml', folder);
const keptFile = new URL('kept-objects.json', folder);

/** Fields that a server fills in since a later version than that of the server which was asked (1.20). */
const newer: Readonly<Record<string, JsonObject>> = {
  DaemonSet: { updateStrategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 }, type: 'RollingUpdate' } },
  Job: {
    completionMode: 'NonIndexed',
    manualSelector: false,
    podReplacementPolicy: 'TerminatingOrFailed',
    suspend: false,
  },
  StatefulSet: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' } },
};

/** What is given when the object is created, by other parts than the defaults. */
const given: Readonly<Record<string, readonly string[]>> = {
  Job: ['selector'],
  Pod: ['preemptionPolicy', 'priority', 'tolerations'],
  Service: ['clusterIP', 'clusterIPs', 'internalTrafficPolicy', 'allocateLoadBalancerNodePorts'],
};

function kubeObjects(values: unknown): readonly KubeObject[] {
  if (!Array.isArray(values)) return [];
  return values.flatMap((one: unknown) => (isObject(one) && isKubeObject(one) ? [one] : []));
}

function sentObjects(): readonly KubeObject[] {
  return kubeObjects(loadAll(readFileSync(sentFile, 'utf8')));
}

/** Asks a real server, which keeps nothing: `UPDATE=1 TEEI_TEST_KUBECONFIG=…`. */
function askServer(kubeconfig: string): readonly unknown[] {
  return sentObjects().map((object) => {
    const args = ['--kubeconfig', kubeconfig, 'create', '--dry-run=server', '-o', 'json', '-f', '-'];
    const input = JSON.stringify(asOlderServer(object));
    const answer: unknown = JSON.parse(execFileSync('kubectl', args, { input, encoding: 'utf8' }));
    return answer;
  });
}

const { TEEI_TEST_KUBECONFIG: cluster, UPDATE: update } = process.env;
if (update === '1' && cluster !== undefined) {
  writeFileSync(keptFile, `${JSON.stringify(askServer(cluster), null, 2)}\n`);
}

const kept = kubeObjects(JSON.parse(readFileSync(keptFile, 'utf8')));

/** The object without what another part or another version of the server is responsible for. */
function comparable(object: KubeObject): JsonObject {
  const { apiVersion: _version, metadata: _metadata, status: _status, ...rest } = object;
  const gone = given[object.kind] ?? [];
  const without = gone.reduce<JsonObject>((one, key) => withAt(one, ['spec', key], undefined), rest);
  const labelled =
    object.kind === 'Job' ? withAt(without, ['spec', 'template', 'metadata', 'labels'], {}) : without;
  const ports = objectAt(labelled, 'spec')['ports'];
  return isList(ports) && object.kind === 'Service'
    ? withAt(labelled, ['spec', 'ports'], ports.map(portOf))
    : labelled;
}

function portOf(port: Json): Json {
  return isObject(port) ? withAt(port, ['nodePort'], undefined) : port;
}

describe('the defaults', () => {
  const sent = sentObjects();
  it('are compared with what a real server made of each object', () => {
    expect(kept).toHaveLength(sent.length);
  });

  for (const [index, object] of sent.entries()) {
    it(`of ${object.kind} ${nameOf(object)} are those of the real server`, () => {
      const real = kept[index];
      if (real === undefined) throw new Error('kept-objects.json does not fit sent-objects.yaml');
      const full = newer[object.kind];
      const expected = comparable(real);
      expect(comparable(withDefaults(object))).toEqual(
        full === undefined ? expected : { ...expected, spec: { ...objectAt(expected, 'spec'), ...full } },
      );
    });

    it(`of ${object.kind} ${nameOf(object)} are filled in once`, () => {
      const once = withDefaults(object);
      expect(withDefaults(once)).toEqual(once);
    });
  }
});
