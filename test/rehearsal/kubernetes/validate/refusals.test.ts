import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isObject } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { posted } from '../../../fixtures/rehearsal/posted.ts';
import { isRefusal, recordRefusals, type Refusal } from '../../../fixtures/rehearsal/record-refusals.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

/** What a server of 1.32 says in another way than the one that was asked. */
const newer: readonly (readonly [older: string | RegExp, newer: string])[] = [
  [/"(Ingress|NetworkPolicy)\.extensions/, '"$1.networking.k8s.io'],
  [/^(Ingress|NetworkPolicy)\.extensions/, '$1.networking.k8s.io'],
  ['name must not be empty', 'must not be empty'],
  ['uid must not be empty', 'must not be empty'],
  ['to memory limit', 'to memory limit of 64Mi'],
  ['to cpu limit', 'to cpu limit of 100m'],
  [
    /a valid environment variable name must consist of .*$/,
    "a valid environment variable name must consist only of printable ASCII characters other than '='",
  ],
  [
    'spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0]',
    'spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0, ' +
      'spec.ttlSecondsAfterFinished: Invalid value: -1: must be greater than or equal to 0]',
  ],
  [/"controller-uid":"[^"]*"\}, MatchE/g, '"batch.kubernetes.io/controller-uid":"UID"}, MatchE'],
  [
    /map\[string\]string\{"controller-uid":"[^"]*", "job-name":"j"\}/,
    'map[string]string{"batch.kubernetes.io/controller-uid":"UID", "batch.kubernetes.io/job-name":"j", ' +
      '"controller-uid":"UID", "job-name":"j"}',
  ],
  [/policy\.PodDisruptionBudgetSpec\{.*\}/, 'policy.PodDisruptionBudgetSpec{...}'],
];

const file = new URL('../../../fixtures/rehearsal/refusals.json', import.meta.url);

/** Objects that a real API server (1.20) refused, with its words. */
function recorded(): readonly Refusal[] {
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => (isObject(one) && isRefusal(one) ? [one] : []));
}

const { TEEI_TEST_KUBECONFIG: cluster, UPDATE: update } = process.env;
if (update === '1' && cluster !== undefined) {
  const objects = recorded().map(({ sent }) => sent);
  writeFileSync(file, `${JSON.stringify(await recordRefusals(cluster, objects), null, 2)}\n`);
}

const refusals = recorded().map((refusal) => [ofNow(refusal.message), refusal] as const);

function ofNow(message: string): string {
  return newer.reduce((text, [older, now]) => text.replace(older, now), message);
}

function withoutUid(message: string): string {
  return message.replace(/0{8}-0000-4000-8000-\d+/g, 'UID');
}

/** The reasons of a message, in any order: where the server goes through a map, it has none. */
function parts(message: string): readonly string[] {
  const [, what = '', , list] = /^(.*? is invalid: )(\[(.*)\])?/s.exec(message) ?? [];
  return list === undefined ? [message] : [what, ...list.split(/, (?=spec\.)/).toSorted()];
}

describe('an object that is wrong is refused in the words of the real server', () => {
  it.each(refusals)('%s', async (message, { sent }) => {
    const answer = await posted(quietWorld(), sent);
    expect(parts(withoutUid(typeof answer === 'string' ? answer : 'created'))).toEqual(parts(message));
  });

  it('which are many', () => {
    expect(refusals.length).toBeGreaterThan(100);
  });
});
