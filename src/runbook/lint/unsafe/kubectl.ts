import { basename } from 'node:path';
import { inCalls, inKubectl, type UnsafeCommand } from './unsafe-command.ts';

/** What kubectl does on real clusters when it is used in these ways. */
export const unsafeKubectl: readonly UnsafeCommand[] = [
  {
    code: 'lint/restored-backup',
    message:
      'A manifest saved from the server carries its resourceVersion: the server refuses it with a conflict for whatever the release changed.',
    hint: 'Take a snapshot step and restore from it, or strip the server-set fields and apply with --server-side --force-conflicts',
    find: inKubectl('apply', (kubectl, _command, { savedFiles }) => {
      const file = basename(kubectl.value('-f', '--filename') ?? '');
      return savedFiles.has(file) || /backup|snapshot|saved/i.test(file);
    }),
  },
  {
    code: 'lint/rollout-undo',
    message: 'An undo in the background loses its errors, and `wait` ends with 0.',
    hint: 'Undo the changed services one by one, to a recorded revision, and check each',
    find: inKubectl('rollout undo', (_kubectl, command) => command.after === '&'),
  },
  {
    code: 'lint/rollout-undo',
    message: 'An undo without a revision goes to whatever came before: a second one rolls forward again.',
    hint: 'Record the revision before the release and name it with --to-revision, or restore a snapshot',
    find: inKubectl(
      'rollout undo',
      (kubectl, command) => command.after !== '&' && kubectl.flag('--to-revision') === undefined,
    ),
  },
  {
    code: 'lint/run-restart',
    message:
      '`kubectl run` without --restart=Never starts its command again after each exit, a successful one too.',
    hint: 'Use a Job with restartPolicy Never and backoffLimit 0',
    find: inKubectl('run', (kubectl) => kubectl.value('--restart') !== 'Never'),
  },
  {
    code: 'lint/run-migration',
    message:
      '`kubectl run` makes a Pod, so that waiting for a Job finds nothing; a version in its name is refused for its dots.',
    hint: 'Run the migration as a Job with a deadline, and keep its logs before it is deleted',
    find: inKubectl('run', (kubectl) => kubectl.call.args.some(({ text }) => /migrat|rollback/i.test(text))),
  },
  {
    code: 'lint/run-interactive',
    message: '`kubectl run --rm -it` needs a terminal and pulls an image from outside the cluster.',
    hint: 'Use an http check, which goes through the API server to every service',
    find: inKubectl('run', (kubectl) => kubectl.flag('--rm', '-it', '-ti', '--tty', '-t')),
  },
  {
    code: 'lint/wait-complete',
    message: 'This waits its whole timeout for a Job that has failed.',
    hint: 'Watch for Complete and Failed at once, as the job action does',
    find: inKubectl('wait', (kubectl) =>
      /^condition=complete/i.test(kubectl.value('--for') ?? '') ? kubectl.flag('--for') : undefined,
    ),
  },
  {
    code: 'lint/rollout-status-all',
    message:
      'This waits for one deployment after another, with the timeout counted for each; none at all counts as success.',
    hint: 'Name the deployment (deployment/NAME), or use the rollout check, which watches an explicit set at once',
    find: inKubectl('rollout status', ({ positionals }) => {
      const [, , resource, name] = positionals;
      return resource === undefined || (name === undefined && !/[/$]/.test(resource.text));
    }),
  },
  {
    code: 'lint/pod-phase',
    message: 'The phase of a pod in a crash loop is Running, and that of a finished one is not.',
    hint: 'Use the pods check, which looks at the state of the containers',
    find: inKubectl('get', (kubectl) =>
      /status\.phase/.test(kubectl.value('--field-selector') ?? '')
        ? kubectl.flag('--field-selector')
        : undefined,
    ),
  },
  {
    code: 'lint/get-all',
    message: '`get all` leaves out ConfigMaps, Secrets, Ingresses and more.',
    hint: 'List the kinds: kubectl get deployment,service,configmap,ingress',
    find: inKubectl('get all', () => true),
  },
  {
    code: 'lint/scale-all',
    message: 'Scaling everything at once loses the count of each, and CronJobs go on writing.',
    hint: 'Take a snapshot of the counts first, suspend CronJobs, and restore each count',
    find: inKubectl('scale', (kubectl) => kubectl.flag('--all')),
  },
  {
    code: 'lint/set-image',
    message: 'A name that matches nothing is silently ignored, and an unset version deploys the base image.',
    hint: 'Check every rendered image before it is applied',
    find: inCalls(({ program, args, word }) => {
      const [edit, set, image] = args;
      const written =
        program === 'kustomize' && edit?.text === 'edit' && set?.text === 'set' && image?.text === 'image';
      return written ? { start: word.start, end: image.end } : undefined;
    }),
  },
];
