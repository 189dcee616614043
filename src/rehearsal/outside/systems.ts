import { alertmanager } from './alertmanager.ts';
import { pagerduty } from './pagerduty.ts';
import { pagerdutyEvents } from './pagerduty-events.ts';
import { slack } from './slack.ts';
import { statuspage } from './statuspage.ts';
import { startClickhouse } from './clickhouse.ts';
import { startNats } from './nats.ts';
import { startGithub } from './github.ts';
import type { StartSystem } from './system.ts';
import { startVault } from './vault.ts';

/** Every system outside of the cluster, by the name that its endpoint has in platform.yaml. */
export const systems: Readonly<Record<string, StartSystem>> = {
  github: startGithub,
  vault: startVault,
  pagerduty,
  'pagerduty-events': pagerdutyEvents,
  statuspage,
  alertmanager,
  slack,
  nats: startNats,
  clickhouse: startClickhouse,
};
