/** The platform as platform.yaml describes it. A runbook names no host, service or threshold itself. */
export interface Inventory {
  readonly environments: Readonly<Record<string, Environment>>;
  readonly services: readonly Service[];
  readonly principals: readonly Principal[];
  readonly approvals: { readonly unsigned: 'allowed' | 'refused' };
  /** Named figures that checks compare with, such as `error-rate-percent`. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** In the order in which they are called. */
  readonly contacts: readonly Contact[];
  /** Where a secret parameter may come from, by parameter name. */
  readonly secrets: Readonly<Record<string, SecretSource>>;
  /** Stands before the names of deployments where an environment does not say another: `prod-`. */
  readonly prefix?: string;
  /** What keeps the heads of logs outside of their folders. Absent: nothing. */
  readonly witness?: readonly WitnessTarget[];
  readonly path: string;
  readonly sha256: string;
}

/** Where the head of a log is published at every checkpoint. */
export type WitnessTarget =
  /** A file, to which a line is appended; from the folder of platform.yaml. */
  | { readonly to: 'file'; readonly file: string }
  /** A command that takes the line on its standard input. */
  | { readonly to: 'command'; readonly command: string }
  /** A table of a PostgreSQL server. */
  | { readonly to: 'postgresql'; readonly url: string; readonly password?: SecretSource };

/** Whom to call. */
export interface Contact {
  readonly role: string;
  /** Empty: nobody is written there yet. */
  readonly name: string;
  /** How they are reached. Empty: it is not written there yet. */
  readonly contact: string;
  /** Milliseconds without an answer of those before, after which they are called. */
  readonly escalateAfter?: number;
  /** Severities for which they are called, such as `sev-1`. Empty: all. */
  readonly for: readonly string[];
}

export interface Environment {
  readonly name: string;
  /** True unless the inventory says otherwise: what it does not know counts as production. */
  readonly production: boolean;
  /** The API server's URL; a cluster with another one is refused. Absent: any, shown and confirmed. */
  readonly server?: string;
  /** UID of the kube-system namespace; a cluster with another one is refused. */
  readonly clusterUid?: string;
  readonly context?: string;
  readonly namespace: string;
  /** Stands before the names of this environment's deployments. Absent: the inventory's own prefix. */
  readonly prefix?: string;
  readonly windows: readonly Window[];
  readonly freezes: readonly { readonly from: string; readonly to: string; readonly reason: string }[];
  readonly endpoints: Readonly<Record<string, string>>;
  /** Further values for runbooks, such as `overlay: k8s/overlays/production`. */
  readonly values: Readonly<Record<string, string>>;
}

/** Days of the week and hours between which a change may start. */
export interface Window {
  readonly days: readonly ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[];
  /** HH:MM, inclusive. */
  readonly from: string;
  /** HH:MM, exclusive. */
  readonly to: string;
  /** IANA time zone. */
  readonly zone: string;
}

export interface Service {
  readonly name: string;
  /** Name of its Deployment and Service in the cluster; `servicesOf` gives those of one environment. */
  readonly deployment: string;
  /** That name with `{prefix}` where the environment's prefix goes. Absent: the same name everywhere. */
  readonly deploymentTemplate?: string;
  /** Its image without a tag. */
  readonly image: string;
  readonly port: number;
  /** 1 is deployed first. */
  readonly wave: number;
  /** Path of its health endpoint. */
  readonly health: string;
}

/** A person who may approve: their public keys are what counts, the name is a label. */
export interface Principal {
  readonly name: string;
  readonly roles: readonly string[];
  /** OpenSSH public keys, `ssh-ed25519 AAAA…`. */
  readonly keys: readonly string[];
}

export type SecretSource =
  | { readonly from: 'env'; readonly variable: string }
  | { readonly from: 'file'; readonly file: string }
  | { readonly from: 'command'; readonly command: string };
