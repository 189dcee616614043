import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject, textAt } from '../../../../src/rehearsal/kubernetes/objects/json.ts';
import { posted } from '../../../fixtures/rehearsal/posted.ts';
import { quietWorld } from '../../../fixtures/rehearsal/quiet-world.ts';

/** Objects that a real API server (1.20) refused, with its words. */
const refusals: unknown = JSON.parse(
  readFileSync(new URL('../../../fixtures/rehearsal/refusals.json', import.meta.url), 'utf8'),
);

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

function cases(): readonly (readonly [message: string, sent: JsonObject])[] {
  if (!Array.isArray(refusals)) return [];
  return refusals.flatMap((one: unknown) => {
    if (!isObject(one)) return [];
    const { sent } = one;
    return sent !== undefined && isObject(sent) ? [[ofNow(textAt(one, 'message') ?? ''), sent] as const] : [];
  });
}

describe('an object that is wrong is refused in the words of the real server', () => {
  it.each(cases())('%s', async (message, sent) => {
    const answer = await posted(quietWorld(), sent);
    expect(parts(withoutUid(typeof answer === 'string' ? answer : 'created'))).toEqual(parts(message));
  });

  it('which are many', () => {
    expect(cases().length).toBeGreaterThan(100);
  });
});
