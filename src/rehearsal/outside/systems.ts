import type { StartSystem } from './system.ts';
import { startVault } from './vault.ts';

/** Every system outside of the cluster, by the name that its endpoint has in platform.yaml. */
export const systems: Readonly<Record<string, StartSystem>> = {
  vault: startVault,
};
