import { readFileSync } from 'node:fs';
import type { NamespaceState } from '../../../src/steps/ports/cluster.ts';
import { clusterPin, openDeploy, sampleFiles } from '../../fixtures/notebook/open-notebook.ts';
import { working } from '../../fixtures/notebook/scripts.ts';
import { walkTo } from '../../fixtures/notebook/walk-deploy.ts';
import { recordedState } from '../../fixtures/recorded-state.ts';
import { fakeFiles, service } from '../../fixtures/run-context.ts';
import { emptyState } from '../../fixtures/scripted-cluster.ts';
import { fakeCluster } from '../../fixtures/session/fake-cluster.ts';
import { type Opened, type Opening, openSession } from '../../fixtures/session/open-session.ts';
import type { Behaviour } from '../../fixtures/session/scripted-shell.ts';

const [apply = ''] = Object.keys(working).filter((script) => script.includes('--server-side'));

/** What the roll-out prints: names of every length, colours, a wide script, and a fault. */
export const rolloutOutput = [
  ...Array.from({ length: 16 }, (_, at) => `deployment.apps/teei-service-${at + 1} serverside-applied`),
  'error: the server was busy, asking again',
  ...Array.from({ length: 160 }, (_, at) => `Waiting for the rollout to finish: look ${at + 1} ...`),
  'Waiting for deployment "teei-api-gateway" rollout to finish: 0 of 2 updated replicas are available...',
  '\u001b[32mdeployment "teei-api-gateway" successfully rolled out\u001b[0m',
  '\u001b[33mWarning: teei-q2q-ai requests more memory than its quota leaves\u001b[0m',
  '漢字かな交じり文の出力',
  'error: timed out waiting for the condition on deployments/teei-q2q-ai',
  '',
].join('\n');

/** The sample deployment at one of its steps; `behaviour`: what its roll-out does. */
export async function deployAt(
  step: string | undefined,
  behaviour: Behaviour = {},
  more: Partial<Opening> = {},
): Promise<Opened> {
  const scripts = { ...working, [apply]: { stdout: rolloutOutput, ...behaviour } };
  const ports = { files: fakeFiles({ ...sampleFiles, '/releases/current.txt': 'v1.2.3\n' }) };
  const opened = await openDeploy({ scripts, ports, ...more });
  return step === undefined ? opened : walkTo(opened, step);
}

/** What a recorded state tells of one service, told of another one: its names and uids are its own. */
function told(recorded: string, of: string, to: string): NamespaceState {
  const uid = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;
  return recordedState(recorded, (text) => text.replaceAll(of, to).replaceAll(uid, `$&-${to}`));
}

const good = [
  'api-gateway',
  'unified-profile',
  'kintell-connector',
  'q2q-ai',
  'safety-moderation',
  'notifications',
];
const starting = ['analytics', 'data-residency', 'discord-bot'];
const names = [...good, ...starting, 'reporting'];

/** The cluster half-way through a wave; `fault`: one service can’t pull its image. */
function wave(fault: boolean): NamespaceState {
  const states = [
    ...good.map((name) => told('ready', 'buddy-service', name)),
    ...starting.map((name) => told('not-ready', 'analytics', name)),
    ...(fault ? [recordedState('image-pull-back-off')] : [told('not-ready', 'analytics', 'reporting')]),
  ];
  return {
    ...emptyState,
    deployments: states.flatMap((state) => state.deployments),
    replicaSets: states.flatMap((state) => state.replicaSets),
    pods: states.flatMap((state) => state.pods),
    events: states.flatMap((state) => state.events),
  };
}

/** The way back, which can be gone for some services alone. */
const rollback = `---
id: rollback
title: Roll back
parameters:
  only: { type: list, values: services, optional: true, default: "" }
---
# Roll back

<!-- step: { id: restore, undo: deploy again } -->
\`\`\`bash
restore "$ONLY"
\`\`\`
`;

/** A session that waits for the roll-out of ten services; `fault`: one of them fails. */
export function openWave(fault: boolean): Promise<Opened> {
  const state = wave(fault);
  return openSession({
    text: readFileSync(new URL('../../fixtures/ui/screens/rollout.md', import.meta.url), 'utf8'),
    library: { rollback },
    production: true,
    facts: { cluster: clusterPin, params: { version: 'v1.2.3' } },
    inventory: { services: names.map((name) => service(name, { deployment: `prod-teei-${name}` })) },
    ports: {
      cluster: fakeCluster({
        identity: () => Promise.resolve(clusterPin),
        look: () => Promise.resolve(state),
        async follow(_kinds, onChange, signal) {
          onChange({ state, trouble: undefined });
          await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        },
      }),
    },
  });
}
