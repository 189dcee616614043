/** Which cluster this is. The pin of a session: compared before every step that changes something. */
export interface ClusterIdentity {
  readonly server: string;
  /** UID of the kube-system namespace. */
  readonly uid: string;
  readonly context: string;
  readonly namespace: string;
  readonly version: string;
}

/** The Kubernetes API, pinned to one context. Methods reject with ClusterError only. */
export interface Cluster {
  identity(): Promise<ClusterIdentity>;
}
