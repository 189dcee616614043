import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { field, items, number, text } from '../../../src/steps/manifest/json.ts';
import type { Subject } from '../measure.ts';
import { names, patience } from './names.ts';
import { runbookOf, runRunbook, type Stage } from './run-program.ts';

const deployment = 'prod-teei-api-gateway';
const image = 'ghcr.io/henrigkroine/teei-api-gateway';
const good = 'v1.2.3';
/** Ends at once, since a variable is missing. */
const crashing = 'v1.2.4';

const body = runbookOf([
  `id: rollout\ncheck: rollout.wait\nwith: { deployments: [api-gateway], deadline: 4m }`,
]);

/** The same failure before both: what the program says, and when kubectl says anything. */
export function crashLoop(stage: Stage): Subject {
  return {
    name: names.crash,
    atMost: 3,
    async measure() {
      setImage(stage, crashing);
      try {
        const kubectl = endOfKubectl(stage);
        const verdictAt = await verdict(stage);
        // At once: with the next restart, nothing tells of this one any more.
        const restarted = secondRestart(stage);
        const kubectlAt = await kubectl;
        return new Map([
          [names.crash, [verdictAt - restarted]],
          [names.crashKubectl, [Math.min(kubectlAt - restarted, patience)]],
        ]);
      } finally {
        setImage(stage, good);
        const { kubectl, namespace } = stage.platform;
        kubectl('rollout', 'status', '-n', namespace, `deployment/${deployment}`, '--timeout=90s');
      }
    },
  };
}

function setImage({ platform }: Stage, tag: string): void {
  const { kubectl, namespace } = platform;
  kubectl('set', 'image', '-n', namespace, `deployment/${deployment}`, `api-gateway=${image}:${tag}`);
}

async function verdict(stage: Stage): Promise<number> {
  const { exitCode, verdictAt } = await runRunbook(stage, 'bench-crash', body);
  if (exitCode === 0) throw new Error('a crash loop passed');
  return verdictAt;
}

/** When kubectl ended, in milliseconds since 1970; it is stopped where it says nothing for too long. */
async function endOfKubectl({ platform }: Stage): Promise<number> {
  const args = ['rollout', 'status', '-n', platform.namespace, `deployment/${deployment}`];
  const child = spawn('kubectl', args, { env: { ...process.env, ...platform.env }, stdio: 'ignore' });
  const closed = once(child, 'close');
  // The first restarts take some twenty seconds themselves.
  const stop = setTimeout(() => child.kill(), patience + 40_000);
  await closed;
  clearTimeout(stop);
  return Date.now();
}

/** When the container began its third run, in milliseconds since 1970, to the second below. */
function secondRestart({ platform }: Stage): number {
  const { kubectl, namespace } = platform;
  const pods: unknown = JSON.parse(kubectl('get', 'pods', '-n', namespace, '-o', 'json'));
  const times = items(field(pods, 'items')).flatMap((pod) =>
    items(field(pod, 'status', 'containerStatuses'))
      .filter((status) => (number(field(status, 'restartCount')) ?? 0) >= 2)
      .map((status) => thirdRun(status)),
  );
  const [time] = times;
  if (time === undefined) throw new Error('no container was restarted twice');
  return time;
}

function thirdRun(status: unknown): number {
  for (const state of ['state', 'lastState'])
    for (const kind of ['terminated', 'running']) {
      const startedAt = text(field(status, state, kind, 'startedAt'));
      if (startedAt !== undefined) return Date.parse(startedAt);
    }
  return Number.NaN;
}
