import { describe, expect, it } from 'vitest';
import type { IntentOf } from '../../../src/session/intents.ts';
import { shellStep, yamlStep } from '../../fixtures/session/plan.ts';
import { refusal, resumedEvent, runByPerson, walkOf, type Walk } from '../../fixtures/session/walk.ts';

const unattended: IntentOf<'run'> = {
  intent: 'run',
  consent: 'unattended',
  cwd: '/home/olga/repo',
  clusterChecked: false,
};

const look = shellStep('id: look, effect: read', 'kubectl get pods');
const change = shellStep('id: change', 'kubectl apply -f new.yaml');
const cluster = { server: 'https://one', uid: 'u-1', context: 'prod', namespace: 'teei', version: 'v1.32' };

describe('running a step', () => {
  it('starts the first attempt with the command as it will run', () => {
    const walk = walkOf(change, { started: { params: { version: 'v1' }, secrets: ['token'] } });
    expect(walk.act(runByPerson)).toEqual([
      {
        type: 'step.started',
        step: { id: 'change', attempt: 1 },
        kind: 'command',
        effect: 'change',
        command: 'kubectl apply -f new.yaml',
        cwd: '/home/olga/repo',
        inputs: ['version', 'token'],
      },
    ]);
  });

  it('counts a retry as a further attempt', () => {
    const walk = walkOf(look);
    walk.finish('failed');
    walk.finish('error');
    expect(walk.act(runByPerson)[0]).toMatchObject({ step: { id: 'look', attempt: 3 } });
  });

  it('says that the cluster was checked, where it was', () => {
    const walk = walkOf(change, { started: { cluster } });
    expect(walk.act({ ...runByPerson, clusterChecked: true })[0]).toMatchObject({ cluster_checked: true });
  });

  it.each<[string, Walk, IntentOf<'run'>, string]>([
    ['after the last step', finished(look), run(), 'session/at-end'],
    ['a tick without a check', walkOf('- [ ] All merged\n'), run(), 'session/nothing-to-run'],
    ['what is running', running(look), run(), 'session/running'],
    ['what was interrupted', interrupted(look), run(), 'session/interrupted'],
    [
      'an unchecked change on a pinned cluster',
      walkOf(change, { started: { cluster } }),
      run(),
      'session/cluster-unchecked',
    ],
    ['a step whose value is not set', walkOf(needsValue()), run(), 'session/value-missing'],
    ['a snapshot after a change', lateSnapshot(), run(), 'session/late-snapshot'],
    [
      'a confirmed step unattended',
      walkOf(shellStep('id: a, effect: read, confirm: true')),
      unattended,
      'session/person-needed',
    ],
    [
      'a change in production unattended',
      walkOf(change, { production: true }),
      unattended,
      'session/person-needed',
    ],
    [
      'a bare fence in production unattended',
      walkOf('```bash\nls\n```\n', { production: true }),
      unattended,
      'session/person-needed',
    ],
    [
      'an open condition unattended',
      walkOf(shellStep('id: a, effect: read, when: { value: way, equals: b }')),
      unattended,
      'session/person-needed',
    ],
  ])('refuses %s', (_what, walk, intent, code) => {
    expect(refusal(walk.decide(intent))).toBe(code);
  });

  it.each<[string, Walk]>([
    ['a look in production', walkOf(look, { production: true })],
    ['a change elsewhere', walkOf(change)],
    ['a verification in production', walkOf(verify(), { production: true })],
  ])('runs %s unattended', (_what, walk) => {
    expect(walk.act(unattended)[0]).toMatchObject({ type: 'step.started' });
  });

  it('lets a person run what an unattended session may not', () => {
    const walk = walkOf(shellStep('id: change, confirm: true'), { production: true });
    expect(walk.act(runByPerson)[0]).toMatchObject({ type: 'step.started' });
  });

  it('takes a secret that a check fills in itself for a value that is there', () => {
    const text = yamlStep(
      'kind: verify',
      'id: ask',
      'check: http.check',
      'with: { url: "https://api", headers: { authorization: "Bearer ${token}" } }',
    );
    const walk = walkOf(text, { started: { secrets: ['token'] } });
    expect(walk.act(runByPerson)[0]).toMatchObject({ type: 'step.started', inputs: ['token'] });
  });
});

function run(): IntentOf<'run'> {
  return { ...unattended, consent: 'person' };
}

function verify(): string {
  return yamlStep('kind: verify', 'id: see', 'check: file', 'with: { path: /tmp }');
}

function needsValue(): string {
  return yamlStep('kind: verify', 'id: see', 'check: file', 'with: { path: "${folder}/x" }');
}

function finished(text: string): Walk {
  const walk = walkOf(text);
  walk.finish();
  return walk;
}

function running(text: string): Walk {
  const walk = walkOf(text);
  walk.act(runByPerson);
  return walk;
}

function interrupted(text: string): Walk {
  const walk = running(text);
  walk.log(resumedEvent);
  return walk;
}

function lateSnapshot(): Walk {
  const walk = walkOf(change + yamlStep('kind: action', 'id: save', 'action: snapshot.take'));
  walk.finish();
  return walk;
}
