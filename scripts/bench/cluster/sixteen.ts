import type { Subject } from '../measure.ts';
import { commandSubject } from '../measure.ts';
import { names } from './names.ts';
import { runbookOf, runRunbook, type Stage } from './run-program.ts';

const body = runbookOf([
  'id: rollout\ncheck: rollout.wait\nwith: { deployments: all, deadline: 1m }',
  'id: endpoints\ncheck: endpoints.ready',
  'id: health\ncheck: http.check\nwith: { services: all }',
]);

/** The program's own checks over all services, in one session. */
export function sixteenByProgram(stage: Stage): Subject {
  return {
    name: names.sixteen,
    async measure() {
      const { exitCode, whole, steps } = await runRunbook(stage, 'bench-verify', body);
      if (exitCode !== 0) throw new Error(`the verification of 16 services ended with ${String(exitCode)}`);
      return new Map([
        [names.sixteen, [steps]],
        [names.sixteenWhole, [whole]],
      ]);
    },
  };
}

/** The same as people write it: one service after the other; each command must exit with 0. */
export function sixteenByKubectl({ platform }: Stage): Subject {
  const { namespace, kubectl } = platform;
  const deployments = kubectl('get', 'deployments', '-n', namespace, '-o', 'name').trim().split('\n');
  if (deployments.length !== 16)
    throw new Error(`expected 16 Deployments, found ${String(deployments.length)}`);
  const lines = deployments.flatMap((deployment) => {
    const service = deployment.replace(/^.*\//, '');
    return [
      `kubectl rollout status -n ${namespace} ${deployment} --timeout=60s > /dev/null`,
      `kubectl get --raw /api/v1/namespaces/${namespace}/services/${service}:80/proxy/health > /dev/null`,
    ];
  });
  return commandSubject(names.sixteenKubectl, {
    command: ['bash', '-euc', lines.join('\n')],
    cwd: platform.folder,
    env: { ...process.env, ...platform.env },
  });
}
