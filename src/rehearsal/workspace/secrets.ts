import { seed } from '../kubernetes/seed.ts';
import type { World } from '../kubernetes/world.ts';

/** Variables that the services get from Vault; what they hold here is worth nothing. */
const variables = ['JWT_SECRET', 'DATABASE_URL', 'REDIS_URL', 'OPENAI_API_KEY'];

const worthless = (name: string): string => Buffer.from(`rehearsal-${name.toLowerCase()}`).toString('base64');

/** The Secret that is written from Vault, which the services of the sample platform refer to. */
export function seedSecrets(world: World, namespace: string): void {
  seed(world, {
    apiVersion: 'v1',
    kind: 'Secret',
    type: 'Opaque',
    metadata: { name: 'teei-secrets', namespace },
    data: Object.fromEntries(variables.map((name) => [name, worthless(name)])),
  });
}
