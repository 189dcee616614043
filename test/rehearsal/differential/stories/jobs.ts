import { deployment, job } from '../manifests.ts';
import { client, kubectl } from '../support/calls.ts';
import type { Story } from '../support/model.ts';

const migration = ['pnpm', 'db:migrate'];
const result = { json: ['status.succeeded', 'status.failed', 'status.active', 'status.conditions[].status'] };

/** Jobs that complete, that fail, that are waited for and read. */
export const jobsStory: Story = {
  name: 'jobs',
  calls: [
    kubectl('create -f -', {
      objects: [
        job('migrate', 'v1.2.3', migration),
        job('migrate-bad', 'v1.2.6', migration),
        job('migrate-more', 'v1.2.3', migration, { completions: 2, parallelism: 2 }),
      ],
    }),
    kubectl('logs -f job/migrate --pod-running-timeout=30s', { until: /applied/ }),
    kubectl('wait --for=condition=complete job/migrate --timeout=30s'),
    kubectl('wait --for=condition=failed job/migrate-bad --timeout=30s'),
    kubectl('wait --for=condition=complete job/migrate-bad --timeout=1s'),
    kubectl('wait --for=condition=complete job/migrate-more --timeout=30s'),
    kubectl('get job migrate -o json', { compare: result }),
    kubectl('get job migrate-bad -o json', { compare: result }),
    kubectl('get job migrate-more -o json', { compare: result }),
    kubectl(
      'get job migrate-bad -o jsonpath=\'{.status.conditions[?(@.type=="Failed")].reason} {.status.conditions[?(@.type=="Failed")].message}\'',
    ),
    kubectl('get job migrate'),
    kubectl(
      'get job migrate migrate-bad --no-headers -o custom-columns=NAME:.metadata.name,DONE:.status.succeeded',
    ),
    kubectl('get pods -l app=migrate'),
    kubectl('get pods -l app=migrate-bad'),
    kubectl(
      "get pods -l app=migrate-bad -o jsonpath='{.items[0].status.phase} {.items[0].status.containerStatuses[0].state.terminated.exitCode} {.items[0].status.containerStatuses[0].state.terminated.reason}'",
    ),
    kubectl(
      "get pods -l job-name=migrate -o jsonpath='{.items[0].metadata.ownerReferences[0].kind} {.items[0].status.phase}'",
    ),
    kubectl('get pods --field-selector status.phase=Failed -o name'),
    kubectl('logs job/migrate'),
    kubectl('logs job/migrate --tail=1'),
    kubectl('logs job/migrate-bad'),
    kubectl('logs job/migrate --previous', { compare: 'exit' }),
    kubectl('logs job/nope'),
    kubectl('logs job/migrate -c nope'),
    kubectl('exec job/migrate -- pnpm'),
    kubectl('describe job migrate', {
      compare: { lines: /^(?:Name|Parallelism|Completions|Backoff Limit|Pods Statuses)/ },
    }),
    kubectl(
      'get events --field-selector involvedObject.kind=Job,involvedObject.name=migrate,reason=SuccessfulCreate -o json',
      {
        compare: { json: ['items[].reason', 'items[].type', 'items[].source.component'] },
      },
    ),
    kubectl('create -f -', { name: 'a Job that is there', objects: [job('migrate', 'v1.2.3', migration)] }),
    kubectl('create job by-hand --image=ghcr.io/henrigkroine/teei-api-gateway:v1.2.3 -- pnpm db:migrate'),
    kubectl('wait --for=condition=complete job/by-hand --timeout=30s'),
    client('gets a Job that completed', async (cluster) => {
      const found = await cluster.getJob('migrate');
      return found && { active: found.active, succeeded: found.succeeded, failed: found.failed };
    }),
    client('gets a Job that is not there', async (cluster) => cluster.getJob('nope')),
    client('creates a Job that is there', async (cluster) =>
      cluster.createJob(job('migrate', 'v1.2.3', migration)),
    ),
    client('creates a Job', async (cluster) => {
      const { name, conditions } = await cluster.createJob(job('more', 'v1.2.3', migration));
      return { name, conditions };
    }),
    client('deletes a Job', async (cluster) => cluster.deleteJob('more')),
    client('deletes a Job that is not there', async (cluster) => cluster.deleteJob('nope')),
    kubectl('delete job migrate'),
    kubectl('get pods -l app=migrate', { name: 'Pods after their Job', until: /No resources/ }),
    kubectl('delete job migrate-bad --cascade=orphan'),
    kubectl("get pods -l app=migrate-bad -o jsonpath='{.items[*].metadata.ownerReferences}'", {
      name: 'Pods left alone by their Job',
      until: /"stdout": \[\]/,
    }),
    kubectl('create -f -', {
      name: 'a Deployment to wait for',
      objects: [deployment('web', 'v1.2.2', { replicas: 0 })],
    }),
    kubectl('wait --for=delete deployment/web --timeout=1s'),
    kubectl('delete deployment web --cascade=foreground'),
    kubectl('wait --for=delete deployment/web --timeout=10s', { name: 'wait for what is gone' }),
    kubectl('wait --for=nonsense job/by-hand --timeout=1s'),
  ],
};
