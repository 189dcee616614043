import type { Inventory } from '../runbook/inventory.ts';

/** The inventory where there is no platform.yaml: nothing is known, so everything counts as production. */
export const noInventory: Inventory = {
  environments: {},
  services: [],
  principals: [],
  approvals: { unsigned: 'refused' },
  thresholds: {},
  contacts: [],
  secrets: {},
  path: '',
  sha256: '',
};
