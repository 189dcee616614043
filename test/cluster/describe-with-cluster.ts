import { describe } from 'vitest';

/** The kubeconfig of a real cluster that tests may change, or undefined where there is none. */
const testKubeconfig = process.env['TEEI_TEST_KUBECONFIG'];

/** A suite that is skipped, saying so, where no cluster is given. */
export function describeWithCluster(name: string, suite: (kubeconfig: string) => void): void {
  if (testKubeconfig === undefined || testKubeconfig === '') {
    describe.skip(`${name} (skipped: set TEEI_TEST_KUBECONFIG to a cluster's kubeconfig)`, () => {
      suite('');
    });
  } else {
    describe(name, () => {
      suite(testKubeconfig);
    });
  }
}
