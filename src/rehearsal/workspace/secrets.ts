import { seed } from '../kubernetes/seed.ts';
import type { World } from '../kubernetes/world.ts';

/** Variables that the services get from Vault; what they hold here is worth nothing. */
const variables = ['JWT_SECRET', 'DATABASE_URL', 'REDIS_URL', 'OPENAI_API_KEY'];

/** The Secret that is written from Vault, which the services of the sample platform refer to. */
export function seedSecrets(world: World, namespace: string): void {
  const value = (name: string): string => Buffer.from(`rehearsal-${name.toLowerCase()}`).toString('base64');
  seed(world, {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'Opaque',
    metadata: { name: 'teei-secrets', namespace },
    data: Object.fromEntries(variables.map((name) => [name, value(name)])),
  });
}
