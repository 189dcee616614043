import { seed } from '../kubernetes/seed.ts';
import type { World } from '../kubernetes/world.ts';

interface Backups {
  readonly namespace: string;
  readonly cronJob: string;
  /** How long ago the newest backup was completed, in milliseconds. */
  readonly age: number;
}

/** The CronJob that backs the database up, and its newest run, which went well. The next one is never due here. */
export function seedBackups(world: World, { namespace, cronJob, age }: Backups): void {
  const ended = world.schedule.now() - age;
  const completionTime = stamp(ended);
  const startTime = stamp(ended - 90_000);
  const template = {
    metadata: { labels: { app: cronJob } },
    spec: {
      restartPolicy: 'Never',
      containers: [{ name: 'backup', image: 'postgres:15', command: ['pg_dump'] }],
    },
  };
  seed(world, {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: cronJob, namespace },
    spec: { schedule: '*/30 * * * *', concurrencyPolicy: 'Forbid', jobTemplate: { spec: { template } } },
    status: { lastScheduleTime: startTime, lastSuccessfulTime: completionTime },
  });
}

function stamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[.]\d+Z$/, 'Z');
}
