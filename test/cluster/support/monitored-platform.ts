import { type MonitoringServer, openMonitoring } from './monitoring.ts';
import { deployOverlay, makePlatform, type TestPlatform } from './platform.ts';

/** The sample platform, deployed, with a Prometheus and a Grafana that find it well. */
export interface MonitoredPlatform extends TestPlatform {
  readonly monitoring: MonitoringServer;
  /** Removes the platform, and closes what monitors it. */
  readonly end: () => Promise<void>;
}

/** `name`: stands in the namespace’s name. Waits until every service is available. */
export async function deployMonitored(kubeconfig: string, name: string): Promise<MonitoredPlatform> {
  const monitoring = await openMonitoring();
  const platform = makePlatform(kubeconfig, name, monitoring.endpoints);
  monitoring.watch(platform.namespace);
  deployOverlay(platform);
  return {
    ...platform,
    monitoring,
    end: async () => {
      platform.remove();
      await monitoring.close();
    },
  };
}
