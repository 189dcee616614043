import { describe, expect, it } from 'vitest';
import { diagnoseDb } from '../../../src/steps/checks/diagnose-db.ts';
import { diagnoseErrors } from '../../../src/steps/checks/diagnose-errors.ts';
import { diagnoseLatency } from '../../../src/steps/checks/diagnose-latency.ts';
import { diagnosePods } from '../../../src/steps/checks/diagnose-pods.ts';
import { diagnoseSecrets } from '../../../src/steps/checks/diagnose-secrets.ts';
import { startBlind } from '../../fixtures/rehearsal/blind.ts';
import { isInstalled } from '../../fixtures/rehearsal/installed.ts';

const diagnoses = {
  pods: diagnosePods,
  errors: diagnoseErrors,
  db: diagnoseDb,
  secrets: diagnoseSecrets,
  latency: diagnoseLatency,
} as const;

type Kind = keyof typeof diagnoses;
type Truth = Partial<Record<Kind, string>>;

/** By scenario, what each diagnosis that fits it must name first. */
const truths: Readonly<Record<string, Truth>> = {
  healthy: { pods: 'none', errors: 'none', db: 'none', secrets: 'none', latency: 'none' },
  'crash-loop': { pods: 'crash-loop' },
  'image-missing': { pods: 'image-missing' },
  'out-of-memory': { pods: 'out-of-memory' },
  flapping: { pods: 'crash-loop' },
  quota: { pods: 'quota' },
  'node-lost': { pods: 'node-lost' },
  'vault-sealed': { pods: 'vault-sealed', secrets: 'vault-sealed' },
  'errors-15-percent': { errors: 'release' },
  'pool-exhausted': { db: 'pool-exhausted', errors: 'pool-exhausted', latency: 'pool-exhausted' },
  slow: { latency: 'release' },
  'worker-crashes': { pods: 'crash-loop' },
  'one-service-fails': { errors: 'errors' },
  'pool-too-small': { db: 'pool-exhausted', errors: 'pool-exhausted', latency: 'pool-exhausted' },
  'vault-denied': { secrets: 'vault-denied', pods: 'vault-denied' },
  'slow-service': { latency: 'slow' },
};

const kinds = ['pods', 'errors', 'db', 'secrets', 'latency'] as const satisfies readonly Kind[];

function diagnosesFor(truth: Truth) {
  return kinds.filter((kind) => truth[kind] !== undefined).map((kind) => [kind, diagnoses[kind]] as const);
}

// A rehearsal is deployed by the real kubectl.
describe.skipIf(!isInstalled('kubectl'))('a diagnosis that knows nothing of the scenario', () => {
  it.each(Object.entries(truths))(
    '%s',
    async (scenario, truth) => {
      const { context, platform } = await startBlind(
        scenario,
        truth.errors !== undefined || truth.latency !== undefined,
      );
      try {
        for (const [kind, check] of diagnosesFor(truth)) {
          const { verdict, values } = await check.run({}, context);
          const found = { kind, verdict, cause: values?.['cause'] };
          expect(found).toEqual({ kind, verdict: 'pass', cause: truth[kind] });
        }
      } finally {
        await platform.close();
      }
    },
    60_000,
  );
});
