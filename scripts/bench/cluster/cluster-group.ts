import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployOverlay, makePlatform, type TestPlatform } from '../../../test/cluster/support/platform.ts';
import type { Group, Site } from '../group.ts';
import { crashLoop } from './crash-loop.ts';
import { rows } from './names.ts';
import { sixteenByKubectl, sixteenByProgram } from './sixteen.ts';

/** Verification on a real cluster beside what kubectl has for it. Text: why it can't be measured. */
export function clusterGroup({ root }: Site): Group | string {
  const kubeconfig = process.env['TEEI_TEST_KUBECONFIG'];
  if (kubeconfig === undefined || kubeconfig === '')
    return 'skipped: set TEEI_TEST_KUBECONFIG to the kubeconfig of a cluster that may be changed';
  const platform = makePlatform(kubeconfig, 'bench');
  try {
    pinCluster(platform);
    deploySixteen(platform);
  } catch (thrown) {
    platform.remove();
    throw thrown;
  }
  const stage = { platform, program: join(root, 'bin/teei-runbook.cjs') };
  return {
    name: 'cluster',
    subjects: [sixteenByProgram(stage), sixteenByKubectl(stage), crashLoop(stage)],
    rows,
    close: () => platform.remove(),
  };
}

/** Nobody is there to confirm the cluster: platform.yaml has to name it. */
function pinCluster({ folder, kubectl }: TestPlatform): void {
  const server = kubectl('config', 'view', '--minify', '-o', 'jsonpath={.clusters[0].cluster.server}');
  const uid = kubectl('get', 'namespace', 'kube-system', '-o', 'jsonpath={.metadata.uid}');
  const path = join(folder, 'runbooks/platform.yaml');
  const pin = `  production:\n    cluster: { server: ${JSON.stringify(server)}, uid: ${uid} }\n`;
  writeFileSync(path, readFileSync(path, 'utf8').replace('  production:\n', pin));
}

/** One pod each will do: what is measured is the asking. */
function deploySixteen(platform: TestPlatform): void {
  const overlay = join(platform.folder, 'k8s/overlays/production/kustomization.yaml');
  writeFileSync(overlay, readFileSync(overlay, 'utf8').replaceAll('count: 2', 'count: 1'));
  deployOverlay(platform);
}
