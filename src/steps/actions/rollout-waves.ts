import { join } from 'node:path';
import * as z from 'zod';
import type { Service } from '../../runbook/inventory.ts';
import { servicesOf } from '../../runbook/services.ts';
import { durationSchema, formatDuration } from '../../runbook/values/duration.ts';
import { missing } from '../checks/answers.ts';
import { type CheckResult, defineCheck } from '../checks/define-check.ts';
import { followedFor } from '../checks/pods/target-kinds.ts';
import type { RunContext } from '../context.ts';
import { openApproved } from '../manifest/approved.ts';
import { askedServices, servicesSchema } from '../manifest/asked-services.ts';
import type { Cluster } from '../ports/cluster.ts';
import { allDone, endedAt, type Verified } from './waves/conclude-waves.ts';
import { planWaves, type WavePlan } from './waves/plan-waves.ts';
import { runWave } from './waves/run-wave.ts';
import { waveTable } from './waves/wave-table.ts';
import { withCluster } from '../checks/with-cluster.ts';

const name = 'rollout.waves';

const schema = z.strictObject({
  /** The rendered manifest that was approved, from the session’s working folder. */
  manifest: z.string().min(1),
  /** The plan that manifest.diff has written. */
  plan: z.string().min(1),
  /** Services to roll out; the others are left as they are. */
  services: servicesSchema,
  /** For each wave: applied, rolled out, reached and healthy. */
  deadline: durationSchema.default(10 * 60_000),
  /** How long each wave must stay rolled out before the next begins. */
  'stable-for': durationSchema.default(20_000),
  /** How often each service of a wave is asked for its health. */
  samples: z.int().min(1).max(1000).default(1),
});

type Args = z.infer<typeof schema>;

/** Rolls an approved release out wave by wave, each verified before the next is touched. */
export const rolloutWaves = defineCheck({
  name,
  summary:
    'Applies an approved manifest wave by wave, verifies each before the next, and stops at the first that fails.',
  mode: 'act',
  needs: ['cluster'],
  sets: ['waves-done'],
  schema,
  example: { manifest: 'rendered.yaml', plan: 'plan.json', 'stable-for': '20s' },
  describe: (args, context) => {
    const groups = wavesOf(askedServices(args.services, context).services);
    const each = `each within ${formatDuration(args.deadline)} rolled out, reached and healthy`;
    return `${groups.length === 0 ? 'no services' : groups.join(', then ')}: ${each}`;
  },
  changes: (args, context) => {
    const groups = wavesOf(askedServices(args.services, context).services);
    return [
      `the approved objects that all services share, in ${context.environment.namespace}`,
      ...groups.map((group) => `those of ${group}`),
    ];
  },
  run: (args, context) => withCluster(name, context, (cluster) => open(args, context, cluster)),
});

/** `wave 1 (discord-bot)`, one for each wave. */
function wavesOf(services: readonly Service[]): readonly string[] {
  const numbers = [...new Set(services.map(({ wave }) => wave))].toSorted((a, b) => a - b);
  return numbers.map((number) => {
    const members = services.filter(({ wave }) => wave === number).map((service) => service.name);
    const who = members.length > 3 ? `${String(members.length)} services` : members.join(', ');
    return `wave ${String(number)} (${who})`;
  });
}

async function open(args: Args, context: RunContext, cluster: Cluster): Promise<CheckResult> {
  const { services, unknown } = askedServices(args.services, context);
  if (unknown.length > 0)
    return missing(name, 'services of platform.yaml', `not known: ${unknown.join(', ')}`);
  const { manifest, plan } = args;
  const opened = await openApproved({ check: name, manifest, plan }, context, cluster);
  if (opened.kind === 'refused') return opened.result;
  const all = servicesOf(context.inventory, context.environment);
  const waves = planWaves(opened.objects, services, all);
  if (waves.absent.length > 0) {
    return missing(
      name,
      'the asked services in the approved manifest',
      `not in it: ${waves.absent.join(', ')}`,
    );
  }
  if (waves.waves.length === 0) return missing(name, 'objects to apply', 'none in the manifest');
  await context.ports.files.write(join(context.stepDir, 'applied-at.txt'), `${nowText(context)}\n`);
  return runAll(args, context, cluster, waves);
}

/** To the second, as the cluster's own times are. */
function nowText(context: RunContext): string {
  return new Date(context.ports.clock.now()).toISOString().replace(/\.\d+Z$/, 'Z');
}

async function runAll(
  args: Args,
  context: RunContext,
  cluster: Cluster,
  plan: WavePlan,
): Promise<CheckResult> {
  const { clock } = context.ports;
  const began = clock.monotonic();
  const spent = (): number => Number((clock.monotonic() - began) / 1_000_000n);
  const table = waveTable(plan.waves, spent, (progress) => context.progress(progress));
  table.see(await cluster.look(followedFor(plan.waves.flatMap(({ targets }) => targets))));
  const services = servicesOf(context.inventory, context.environment);
  const run = {
    check: name,
    cluster,
    context,
    services,
    table,
    deadline: args.deadline,
    stableFor: args['stable-for'],
    samples: args.samples,
  };
  const done: Verified[] = [];
  const told = () => ({ check: name, plan, done, took: spent() });
  for (const [at, wave] of plan.waves.entries()) {
    const end = context.signal.aborted ? stopped(at) : await runWave(run, wave, at);
    if (end.kind === 'ended') return endedAt(told(), at, end.result);
    done.push({ wave, rollouts: end.rollouts, changed: end.changed });
  }
  return allDone(told());
}

function stopped(at: number): { readonly kind: 'ended'; readonly result: CheckResult } {
  const summary = `stopped after ${String(at)} parts`;
  const evidence = { check: name, what: 'the waves', expected: 'all of them', observed: summary } as const;
  return {
    kind: 'ended',
    result: { verdict: 'inconclusive', summary, evidence: [{ ...evidence, result: 'inconclusive' }] },
  };
}
